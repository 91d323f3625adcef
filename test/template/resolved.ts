type Json = string | number | boolean | null | undefined | Json[] | { [key: string]: Json };
type Tree = { [key: string]: Json };

type Resource = { Type: string; Condition?: string; Properties: Tree; DeletionPolicy?: string };
type Parameter = { Type: string; Default?: string | number; Description?: string; MaxValue?: number };

export type CloudFormation = {
  Parameters: Record<string, Parameter>;
  Conditions: Tree;
  Resources: Record<string, Resource>;
  Outputs: Record<string, { Condition?: string; Description?: string; Value: Json }>;
};

/**
 * The stack that CloudFormation makes of the template with these parameters: without what stands behind a condition that does
 * not hold, and with the parameters' values in place; `AWS::Region` may be given as one. References to resources stay as they are.
 */
export function resolved(template: CloudFormation, given: Record<string, string> = {}): CloudFormation {
  const value = (name: string): Json => {
    const { Type, Default } = template.Parameters[name] ?? { Type: 'none' };
    const text = given[name] ?? Default ?? `(${name} is not given)`;
    return Type === 'Number' ? Number(text) : text;
  };

  const holds = (condition: Json): boolean => {
    const [[name, operand] = ['', null]] = Object.entries(condition as Tree);
    const operands = operand as Json[];
    if (name === 'Condition') return holds(template.Conditions[operand as string]);
    if (name === 'Fn::Not') return !holds(operands[0]);
    if (name === 'Fn::And') return operands.every(holds);
    if (name === 'Fn::Or') return operands.some(holds);
    if (name === 'Fn::Equals') return String(resolve(operands[0])) === String(resolve(operands[1]));
    throw new Error(`no such condition: ${name}`);
  };

  const resolve = (json: Json): Json => {
    if (Array.isArray(json)) return json.map(resolve).filter((item) => item !== undefined);
    if (typeof json !== 'object' || json === null) return json;
    if (typeof json['Ref'] === 'string') {
      if (json['Ref'] === 'AWS::NoValue') return undefined;
      return Object.hasOwn({ ...template.Parameters, ...given }, json['Ref']) ? value(json['Ref']) : json;
    }
    if (Array.isArray(json['Fn::If'])) {
      const [condition, then, otherwise] = json['Fn::If'];
      return resolve(holds({ Condition: condition }) ? then : otherwise);
    }
    if (Array.isArray(json['Fn::Split'])) {
      const [separator, text] = json['Fn::Split'];
      return String(resolve(text)).split(String(separator));
    }
    const entries = Object.entries(json).map(([key, item]) => [key, resolve(item)] as const);
    return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
  };

  const standing = <T extends { Condition?: string }>(all: Record<string, T>): Record<string, T> => {
    const kept = Object.entries(all).filter(([, { Condition }]) => !Condition || holds({ Condition }));
    return Object.fromEntries(kept.map(([name, item]) => [name, resolve(item as Json) as T]));
  };

  return { ...template, Resources: standing(template.Resources), Outputs: standing(template.Outputs) };
}
