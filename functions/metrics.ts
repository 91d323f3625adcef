import type { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';

/** Where its own words go, and whose level a line needs to be kept. */
type Log = Pick<Logger, 'getLevelName' | 'debug' | 'info' | 'warn' | 'error'>;

/** Which metrics there are. */
type Units<Name extends string> = Readonly<Record<Name, Readonly<{ unit: 'Count' | 'Milliseconds' }>>>;

/** Where the metrics are, unless `POWERTOOLS_METRICS_NAMESPACE` says otherwise. */
export const NAMESPACE = 'MySafeKillSwitch';

/**
 * Writes metrics as lines of the log that CloudWatch reads them from. Their one dimension, `service`, is the name of the function. A fault
 * of it fails nothing, since by then the work is done.
 * @param event what kind of line it is
 * @param expect is called before each line
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function openMetrics<Name extends string>(
  env: Readonly<Record<string, string | undefined>>,
  { of, event, logger, expect }: Readonly<{ of: Units<Name>; event: string; logger: Log; expect: () => void }>,
): (measured: readonly Readonly<{ name: Name; values: readonly number[] }>[]) => void {
  const metrics = new Metrics({
    namespace: env['POWERTOOLS_METRICS_NAMESPACE'] || NAMESPACE,
    serviceName: env['AWS_LAMBDA_FUNCTION_NAME'] ?? '',
    logger,
  });

  /** Lambda keeps no line that is less important than the log's level, and takes one that does not say for information. */
  function begin(): void {
    expect();
    metrics.addMetadata('level', logger.getLevelName());
    metrics.addMetadata('timestamp', new Date().toISOString());
    metrics.addMetadata('event', event);
  }

  return (measured) => {
    try {
      for (const { name, values } of measured) {
        for (const value of values) {
          // It writes a line by itself as soon as a metric has a hundred values.
          if (!metrics.hasStoredMetrics()) begin();
          metrics.addMetric(name, of[name].unit, value);
        }
      }
      if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
    } catch (error) {
      logger.warn(`No metrics in ${event}: ${error instanceof Error ? error.message : 'unknown error'}`);
    }
  };
}
