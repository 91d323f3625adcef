export const HELP = `Watch leaked credentials being disabled, on this machine alone.

  npm start                          sends sample messages to a simulated vault that fails as real ones do
  npm start -- --tour                shows the three ways in: a SIEM's alert, the responder's command, offboarding
  npm start -- FILE…                 sends your messages, as they are; - reads standard input

A FILE holds one message, or one a line: when its name ends in .jsonl or .ndjson, or when the whole is
not one JSON value and its first line is one.

  --faults none|typical|storm        how often calls to the simulated vault fail by chance (none)
  --seed N                           another N, other faults; the same N, the same faults (1)
  --latency MS                       how long the simulated vault takes for each answer (20)
  --serve                            keeps running: prints endpoints, queue URLs and the environment to use with
                                     the AWS CLI or an SDK, and shows outcomes as they come; sends only FILE…
  --serve --ui                       the same as a web page, with controls that make the vault fail; there is one
                                     instance of the function, no limit for an hour, and the queue delays a tenth
  --credentials FILE                 works against a REAL vault in place of the simulated one, and asks first.
                                     FILE holds the JSON that you would put into Secrets Manager
  --yes                              does not ask
  --json                             prints the result as one JSON document; everything else goes to stderr
  --version, --help

In the simulated vault every secret exists and is active, but 1005 (not found) and 1006 (no access).

Exit code: 0 when every secret is accounted for (disabled, or dead-lettered with its reason), 1 when not,
2 when something is wrong with what you typed and nothing was sent, 130 after Ctrl-C.
`;
