using System.Security.Cryptography.X509Certificates;

namespace ChargePoints;

/// <summary>How the link is to be secured: what a connection is opened with (security whitepaper §2). It holds secrets.</summary>
public sealed class LinkSecurity
{
    /// <summary>0 none, 1 Basic, 2 TLS with Basic, 3 TLS with a client certificate.</summary>
    public required int Profile { get; init; }

    /// <summary>The AuthorizationKey for the Basic header; null for no header.</summary>
    public string? Password { get; init; }

    /// <summary>True: the digits of <see cref="Password"/> are the password; false: what they encode is (<see cref="Quirk.PasswordAsText"/>).</summary>
    public bool PasswordAsText { get; init; }

    /// <summary>The roots that the CSMS's certificate must lead to, DER; null for those of the host.</summary>
    public IReadOnlyList<byte[]>? Roots { get; init; }

    /// <summary>The charge point's own certificate and its intermediates, DER; null when it shows none.</summary>
    public IReadOnlyList<byte[]>? Chain { get; init; }

    /// <summary>The private key of <see cref="Chain"/>, PKCS#8.</summary>
    public byte[]? PrivateKey { get; init; }

    /// <summary>The time by the charger's clock, at which certificates must be valid.</summary>
    public DateTimeOffset Clock { get; init; }

    /// <summary>Why it cannot connect at all, in words that say what to mend; null when nothing is missing.</summary>
    public string? Missing { get; init; }
}

/// <summary>Why a connection was not made.</summary>
public enum LinkFailureKind
{
    /// <summary>No answer, no route, no name; or an answer that none of the others describes.</summary>
    Unreachable,

    /// <summary>HTTP, WebSocket or subprotocol: the CSMS answered and did not let it in.</summary>
    Refused,

    /// <summary>The CSMS refused the credentials: HTTP 401 or 403, or the client certificate.</summary>
    NotAuthenticated,

    /// <summary>The CSMS's certificate is not to be trusted, or is for another host.</summary>
    InvalidServerCertificate,

    /// <summary>No version of TLS in common.</summary>
    InvalidTlsVersion,

    /// <summary>No cipher suite in common.</summary>
    InvalidTlsCipherSuite,

    /// <summary>TLS failed in another way.</summary>
    Tls,
}
