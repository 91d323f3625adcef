// JavaScript, because the framework's `file` variable runs no TypeScript.

/**
 * The stack's parameters as CloudFormation wants them, with what this deployment sets as their defaults. The framework's own
 * way (`stackParameters`) fails at the first deployment, which starts with a template that holds only a bucket, and skips a
 * deployment where nothing but a parameter has changed.
 * @throws {Error} that names every unknown parameter and every value that its parameter does not allow
 */
export async function parameters({ options, resolveVariable, resolveConfigurationProperty }) {
  const declared = await resolveVariable('file(infra/parameters.yml)');
  const perStage = Object.values((await resolveConfigurationProperty(['params'])) ?? {});
  const given = [
    ...(options.param ?? []).map((assignment) => assignment.split('=')[0]),
    ...perStage.flatMap(Object.keys),
  ];
  const faults = given.filter((name) => !Object.hasOwn(declared, name)).map((name) => `there is no parameter ${name}`);
  const result = {};
  for (const [name, parameter] of Object.entries(declared)) {
    const value = await resolveVariable(`param:${name}, null`);
    if (value !== null && !allows(parameter, String(value))) faults.push(`${name} ${rule(parameter)}`);
    result[name] = value === null ? parameter : { ...parameter, Default: String(value) };
  }
  faults.push(...contradictions(result));
  if (faults.length > 0) {
    const error = new Error(`${faults.join('; ')} (see infra/parameters.yml)`);
    error.stack = ''; // osls would print it, and it explains nothing.
    throw error;
  }
  return result;
}

/** What each parameter allows by itself, and only together makes no sense. */
function contradictions({
  MySafeSecretArn,
  SubnetId,
  SecondSubnetId,
  SecurityGroupId,
  FixedEgress,
  AlertKeysSecretArn,
  ...others
}) {
  const faults = [];
  for (const name of ['AlertUrl', 'AwsAlerts']) {
    if (others[name].Default === 'on' && !AlertKeysSecretArn.Default)
      faults.push(`AlertKeysSecretArn must be given where ${name} is on`);
  }
  if (others.OutcomeEvents.Default === 'on' && others.AuditTrail.Default !== 'on')
    faults.push('AuditTrail must be on where OutcomeEvents is on');
  if (others.EventReceiversSecretArn.Default && others.OutcomeEvents.Default !== 'on')
    faults.push('OutcomeEvents must be on where EventReceiversSecretArn is given');
  if (AlertKeysSecretArn.Default && AlertKeysSecretArn.Default === MySafeSecretArn?.Default)
    faults.push(
      'AlertKeysSecretArn must be another secret than MySafeSecretArn: who takes alerts has no business in the vault',
    );
  if (!others.LeaversBucket.Default !== !others.LeaversKey.Default)
    faults.push('LeaversBucket and LeaversKey must be given together');
  if (SubnetId.Default && !SecurityGroupId.Default) faults.push('SecurityGroupId must be given with SubnetId');
  if (!SubnetId.Default && (SecondSubnetId.Default || SecurityGroupId.Default))
    faults.push('SubnetId must be given first');
  if (SubnetId.Default && FixedEgress.Default === 'on') faults.push('FixedEgress must be off where SubnetId is given');
  return faults;
}

function allows({ Type, AllowedPattern, AllowedValues, MinValue, MaxValue }, value) {
  if (AllowedPattern && !new RegExp(AllowedPattern).test(value)) return false;
  if (AllowedValues && !AllowedValues.map(String).includes(value)) return false;
  return Type !== 'Number' || (/^[0-9]+$/.test(value) && !(value < MinValue) && !(value > MaxValue));
}

function rule({ ConstraintDescription, AllowedValues, MinValue, MaxValue }) {
  if (AllowedValues) return `must be one of ${AllowedValues.join(', ')}`;
  return ConstraintDescription ?? `must be a whole number from ${MinValue} to ${MaxValue}`;
}
