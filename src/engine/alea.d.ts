/** The part of seedrandom that the engine uses, for which its published types have no entry. */
declare module "seedrandom/lib/alea.js" {
  interface AleaState {
    readonly c: number;
    readonly s0: number;
    readonly s1: number;
    readonly s2: number;
  }
  interface Alea {
    /** 53 bits, in [0, 1). */
    double(): number;
  }
  export default function alea(seed: string, options: { readonly state: AleaState }): Alea;
}
