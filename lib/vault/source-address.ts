/** The gateway's two ways of saying that it does not serve the address which the call came from. */
export const isSourceAddressRefused = (message: string): boolean => /IP address (is )?not allowed/i.test(message);
