import type { SignatureAlgorithm } from '../../../api/types';

/** How firmware can be signed, as a person chooses. */
export const algorithms: { value: SignatureAlgorithm; label: string }[] = [
  { value: 'ecdsa', label: 'ECDSA, P-256' },
  { value: 'rsa-pss', label: 'RSA-PSS, 2048 bits' },
  { value: 'rsa-pkcs1', label: 'RSA PKCS#1 v1.5, 2048 bits' },
];
