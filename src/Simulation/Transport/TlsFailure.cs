using ChargePoints;

namespace Simulation.Transport;

/// <summary>
/// What a failed TLS handshake means. The platform has no codes for it; the names of alerts in its texts (RFC 8446 §6.2) tell.
/// </summary>
internal static class TlsFailure
{
    private const string Demanded = "the CSMS demands a client certificate (security profile 3).";

    private static readonly (string Mark, LinkFailureKind Kind, string Words)[] Known =
    [
        ("protocol version", LinkFailureKind.InvalidTlsVersion, "the CSMS speaks no TLS from 1.2 on."),
        ("unsupported protocol", LinkFailureKind.InvalidTlsVersion, "the CSMS speaks no TLS from 1.2 on."),
        ("wrong version number", LinkFailureKind.InvalidTlsVersion, "the CSMS speaks no TLS from 1.2 on."),
        ("wrong ssl version", LinkFailureKind.InvalidTlsVersion, "the CSMS speaks no TLS from 1.2 on."),
        ("certificate required", LinkFailureKind.NotAuthenticated, Demanded),
        (
            "unknown ca",
            LinkFailureKind.NotAuthenticated,
            "the CSMS does not know the issuer of the charger's certificate."
        ),
        (
            "certificate expired",
            LinkFailureKind.NotAuthenticated,
            "the CSMS refuses the charger's certificate: expired."
        ),
        (
            "certificate revoked",
            LinkFailureKind.NotAuthenticated,
            "the CSMS refuses the charger's certificate: revoked."
        ),
        ("bad certificate", LinkFailureKind.NotAuthenticated, "the CSMS refuses the charger's certificate."),
        ("unsupported certificate", LinkFailureKind.NotAuthenticated, "the CSMS refuses the charger's certificate."),
        ("certificate unknown", LinkFailureKind.NotAuthenticated, "the CSMS refuses the charger's certificate."),
        ("access denied", LinkFailureKind.NotAuthenticated, "the CSMS refuses the charger's certificate."),
        ("insufficient security", LinkFailureKind.InvalidTlsCipherSuite, "no cipher suite in common with the CSMS."),
        ("no shared cipher", LinkFailureKind.InvalidTlsCipherSuite, "no cipher suite in common with the CSMS."),
        ("wrong cipher", LinkFailureKind.InvalidTlsCipherSuite, "no cipher suite in common with the CSMS."),
        ("common algorithm", LinkFailureKind.InvalidTlsCipherSuite, "no cipher suite in common with the CSMS."),
        ("handshake failure", LinkFailureKind.InvalidTlsCipherSuite, "no cipher suite in common with the CSMS."),
    ];

    /// <summary>The failure of a handshake, or of what follows it.</summary>
    /// <param name="error">What the platform says.</param>
    /// <param name="request">What was asked for.</param>
    /// <param name="askedForCertificate">True when the CSMS asked for a client certificate and got none.</param>
    public static LinkException Of(Exception error, LinkRequest request, bool askedForCertificate)
    {
        var text = Text(error);
        foreach (var (mark, kind, words) in Known)
        {
            if (text.Contains(mark, StringComparison.OrdinalIgnoreCase))
            {
                // TLS 1.2 says "handshake failure" for a certificate that it misses as well.
                return askedForCertificate && kind == LinkFailureKind.InvalidTlsCipherSuite
                    ? new("TLS: " + Demanded, error, LinkFailureKind.NotAuthenticated)
                    : new("TLS: " + words, error, kind);
            }
        }
        var place = $"{request.Url.IdnHost}:{request.Url.Port}";
        var reason =
            text.Contains("frame size", StringComparison.Ordinal)
                ? $"{place} does not speak TLS: use ws:// or another port."
            : text.Contains("EOF", StringComparison.Ordinal)
                ? $"{place} hung up during the handshake; perhaps it does not speak TLS: use ws:// or another port."
            : (error.InnerException ?? error).Message;
        return new($"TLS: {reason}", error, LinkFailureKind.Tls);
    }

    /// <summary>
    /// What a connection means that breaks right after the handshake: with TLS 1.3 the CSMS looks at the client certificate only then, and
    /// many hang up without a word.
    /// </summary>
    /// <returns>Null when it has nothing to do with TLS.</returns>
    public static LinkException? AfterHandshake(Exception error, LinkRequest request, bool askedForCertificate)
    {
        var text = Text(error);
        if (Array.Exists(Known, it => text.Contains(it.Mark, StringComparison.OrdinalIgnoreCase)))
        {
            return Of(error, request, askedForCertificate);
        }
        return !askedForCertificate ? null
            : request.Security.Chain is null ? new("TLS: " + Demanded, error, LinkFailureKind.NotAuthenticated)
            : new(
                "TLS: the CSMS hung up when it saw the charger's certificate: perhaps it does not trust it.",
                error,
                LinkFailureKind.NotAuthenticated
            );
    }

    private static string Text(Exception error)
    {
        var text = "";
        for (var it = error; it is not null; it = it.InnerException)
        {
            text += it.Message + "\n";
        }
        return text;
    }
}
