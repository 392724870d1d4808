namespace ChargePoints;

/// <summary>Odd behaviour of real charge points to imitate. Their names in the API are these in kebab-case.</summary>
public enum Quirk
{
    /// <summary>
    /// Security events are recorded and reported in security profile 0 as well; without it only from profile 1 on (security
    /// whitepaper, use case A04).
    /// </summary>
    SecurityEventsInProfileZero,

    /// <summary>
    /// The key of the charge point's own certificate is RSA with 2048 bits; without it ECDSA on P-256 (security whitepaper §2.7: either).
    /// </summary>
    RsaCertificateKey,
}
