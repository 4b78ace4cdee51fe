/** Where a count gets its chance from. It must never say how the uniforms come about. */
export interface Uniforms {
  /** The next uniform of the open interval (0, 1). */
  next(): number;
}
