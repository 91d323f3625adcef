/** A mean and a mean deviation that follow what is measured. */
export type Smoothed = Readonly<{ mean: number; deviation: number }>;

/**
 * The next mean and deviation, as TCP smooths its round-trip time.
 * @see https://www.rfc-editor.org/rfc/rfc6298#section-2
 */
export const smoothed = ({ mean, deviation }: Smoothed, measured: number): Smoothed => ({
  mean: mean + (measured - mean) / 8,
  deviation: deviation + (Math.abs(measured - mean) - deviation) / 4,
});
