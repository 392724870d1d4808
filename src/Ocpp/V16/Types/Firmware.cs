using static Ocpp.V16.Shape;

namespace Ocpp.V16;

/// <summary>Firmware and its signature (security extension of OCPP 1.6).</summary>
public sealed record Firmware
{
    /// <summary>Where it is, as a URL; at most 512 characters.</summary>
    public required string Location { get; init; }

    /// <summary>When to fetch it, at the earliest.</summary>
    public required DateTimeOffset RetrieveDateTime { get; init; }

    /// <summary>When to install it, at the earliest.</summary>
    public DateTimeOffset? InstallDateTime { get; init; }

    /// <summary>The certificate that it is signed with, in PEM; at most 5,500 characters.</summary>
    public required string SigningCertificate { get; init; }

    /// <summary>The signature in base64; at most 800 characters.</summary>
    public required string Signature { get; init; }

    internal static ObjectShape Shape { get; } =
        Object(
            Required("location", Text(512)),
            Required("retrieveDateTime", DateTimeText),
            Optional("installDateTime", DateTimeText),
            Required("signingCertificate", Text(5500)),
            Required("signature", Text(800))
        );
}
