/** Uniform numbers in (0, 1) for tests: splitmix32, two words each, the same for a seed on every machine. */
export function uniforms(seed: number): () => number {
  let state = seed | 0;
  const word = (): number => {
    state = (state + 0x9e3779b9) | 0;
    let z = state ^ (state >>> 16);
    z = Math.imul(z, 0x21f0aaad);
    z ^= z >>> 15;
    z = Math.imul(z, 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  };
  return () => ((word() >>> 6) * 134_217_728 + (word() >>> 5) + 0.5) / 9_007_199_254_740_992;
}
