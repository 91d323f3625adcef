import type { CloudFormation } from './resolved.ts';

/** A metric that an alarm or a dashboard looks at. Its dimension's value is the text of what CloudFormation will put there. */
export type Named = Readonly<{ where: string; namespace: string; name: string; dimension: string; value: string }>;

type Tree = Readonly<Record<string, unknown>>;

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What `Ref` or `Fn::GetAtt` says, as `Fn::Sub` would say it. */
function inSub(value: unknown): string {
  if (!isTree(value)) return String(value);
  const [[kind, of] = ['', '']] = Object.entries(value);
  return kind === 'Ref' ? `\${${of}}` : `\${${(of as readonly string[]).join('.')}}`;
}

/** Every metric that is named below this value of an alarm. */
function inAlarm(where: string, value: unknown): readonly Named[] {
  if (Array.isArray(value)) return value.flatMap((item) => inAlarm(where, item));
  if (!isTree(value)) return [];
  const { MetricName, Namespace, Dimensions = [] } = value;
  if (MetricName === undefined) return Object.values(value).flatMap((item) => inAlarm(where, item));
  const [{ Name, Value } = { Name: '', Value: '' }, ...more] = Dimensions as readonly {
    Name: string;
    Value: unknown;
  }[];
  if (more.length > 0) throw new Error(`${where}: more than one dimension`);
  return [{ where, namespace: inSub(Namespace), name: String(MetricName), dimension: Name, value: inSub(Value) }];
}

type Widget = Readonly<{
  type: string;
  properties: Readonly<{ metrics?: readonly (readonly unknown[])[]; query?: string; title: string }>;
}>;

/** The widgets of a dashboard. */
export function widgetsOf({ Properties }: CloudFormation['Resources'][string]): readonly Widget[] {
  const { 'Fn::Sub': body } = Properties['DashboardBody'] as { 'Fn::Sub': string };
  return (JSON.parse(body) as { widgets: readonly Widget[] }).widgets;
}

const inWidget =
  (where: string) =>
  ({ properties: { metrics = [], title } }: Widget): readonly Named[] =>
    metrics
      // What is reckoned has no name of its own, only an object with its expression.
      .map((metric) => metric.filter((part) => typeof part === 'string'))
      .filter((metric) => metric.length > 0)
      .map(([namespace = '', name = '', dimension = '', value = '']) => ({
        where: `${where}: ${title}`,
        namespace,
        name,
        dimension,
        value,
      }));

/** Every metric that the stack's alarms and its dashboard name. */
export const metricsNamed = ({ Resources }: CloudFormation): readonly Named[] =>
  Object.entries(Resources).flatMap(([name, resource]) => {
    if (resource.Type === 'AWS::CloudWatch::Alarm') return inAlarm(name, resource.Properties);
    return resource.Type === 'AWS::CloudWatch::Dashboard' ? widgetsOf(resource).flatMap(inWidget(name)) : [];
  });
