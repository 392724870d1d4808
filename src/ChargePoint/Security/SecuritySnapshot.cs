namespace ChargePoints;

/// <summary>The security of a charge point as others see it. Nothing in it is secret. Immutable.</summary>
/// <param name="Events">The security log, oldest entry first.</param>
/// <param name="Certificates">Installed roots, oldest first, then the charge point's own.</param>
/// <param name="FallbackProfile">Where a raised profile that has not connected yet gives way to, 0-2; null when none is on trial.</param>
public sealed record SecuritySnapshot(
    IReadOnlyList<SecurityEventEntry> Events,
    IReadOnlyList<CertificateSnapshot> Certificates,
    int? FallbackProfile
);

/// <summary>A certificate that a charge point holds.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Chain">The certificate and, of the charge point's own, its intermediates; DER.</param>
/// <param name="IssuerKey">The bits of its issuer's public key; null for its own.</param>
/// <param name="InUse">The root that the present connection rests on, or the own certificate in use.</param>
/// <param name="Fallback">True for a root kept in case its successor does not work.</param>
public sealed record CertificateSnapshot(
    CertificateKind Kind,
    IReadOnlyList<byte[]> Chain,
    byte[]? IssuerKey,
    bool InUse,
    bool Fallback
);

/// <summary>Kinds of certificates that a charge point holds.</summary>
public enum CertificateKind
{
    /// <summary>Checks the central system.</summary>
    CentralSystemRootCertificate,

    /// <summary>Checks signed firmware.</summary>
    ManufacturerRootCertificate,

    /// <summary>The charge point's own.</summary>
    ChargePointCertificate,
}
