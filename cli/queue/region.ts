/** The region that a queue of AWS's names itself; a call that is signed for another one would be refused. */
export const regionOf = (queueUrl: string): string | undefined =>
  /^https:\/\/(?:[\w.-]+\.)?sqs(?:-fips)?\.([a-z]{2}(?:-[a-z]+)+-\d)\./.exec(queueUrl)?.[1];
