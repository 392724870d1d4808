/** What each security profile of OCPP means, by its number. */
export const securityProfiles: readonly string[] = [
  'no security',
  'password',
  'TLS, password',
  'TLS, client certificate',
];
