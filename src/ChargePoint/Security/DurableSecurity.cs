using Ocpp.V16;

namespace ChargePoints;

/// <summary>Certificates, and what is under way with them. Nothing in it is secret.</summary>
public sealed record DurableCertificates
{
    /// <summary>Installed roots, oldest first.</summary>
    public IReadOnlyList<DurableRoot> Roots { get; init; } = [];

    /// <summary>The charge point's own certificates, in the order in which they came.</summary>
    public IReadOnlyList<DurableOwnCertificate> Own { get; init; } = [];

    /// <summary>The security profile to fall back to while the present one has not connected yet; null when none is on trial.</summary>
    public int? ProfileBefore { get; init; }
}

/// <summary>An installed root.</summary>
/// <param name="Use">What it is for.</param>
/// <param name="Der">The certificate.</param>
/// <param name="IssuerKey">The bits of its issuer's public key; null for its own.</param>
/// <param name="Fallback">True while a newer root that it has signed has not been used (AdditionalRootCertificateCheck).</param>
public sealed record DurableRoot(CertificateUse Use, byte[] Der, byte[]? IssuerKey, bool Fallback);

/// <summary>A certificate of the charge point's own. Its private key is among <see cref="DurableSecrets.Keys"/>.</summary>
/// <param name="KeyId">Which key.</param>
/// <param name="Chain">The certificate and its intermediates, DER.</param>
/// <param name="NotBefore">From when it is used.</param>
/// <param name="NotAfter">When it expires.</param>
/// <param name="ReceivedAt">When it came, by the charger's clock.</param>
public sealed record DurableOwnCertificate(
    long KeyId,
    IReadOnlyList<byte[]> Chain,
    DateTimeOffset NotBefore,
    DateTimeOffset NotAfter,
    DateTimeOffset ReceivedAt
);

/// <summary>What nobody may see: the store keeps it protected.</summary>
public sealed record DurableSecrets
{
    /// <summary>The Basic password in hex; null for none.</summary>
    public string? AuthorizationKey { get; init; }

    /// <summary>Private keys of the charge point's own certificates.</summary>
    public IReadOnlyList<DurableKey> Keys { get; init; } = [];

    /// <summary>The private key of the request that waits for its certificate; null when none does.</summary>
    public DurableKey? Requested { get; init; }

    /// <summary>Says nothing of what it holds.</summary>
    public override string ToString() => nameof(DurableSecrets);
}

/// <summary>A private key.</summary>
/// <param name="Id">Grows with each key of a charge point.</param>
/// <param name="Pkcs8">The key (RFC 5208).</param>
public sealed record DurableKey(long Id, byte[] Pkcs8)
{
    /// <summary>Says nothing of what it holds.</summary>
    public override string ToString() => $"{nameof(DurableKey)} {Id}";
}
