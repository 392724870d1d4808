using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Csms;
using Microsoft.AspNetCore.Http.HttpResults;
using Ocpp.V16;
using Server.Api;
using Server.Csms.Files;

namespace Server.Csms.Ca;

/// <summary>/csms/ca: the certificate authorities of the embedded central system, and what they sign.</summary>
internal static class CaApi
{
    private const string Pem = "application/x-pem-file";

    public static void MapCa(this IEndpointRouteBuilder app)
    {
        var ca = app.MapGroup("/csms/ca").WithTags("CSMS");
        ca.MapGet("/", Show)
            .WithName("getCsmsCa")
            .WithSummary("Certificate authorities of the embedded CSMS")
            .WithDescription("Made on first use, and kept in the data directory.")
            .Problems(409);
        MapCertificate(ca, "root", "CentralSystemRootCertificate", authority => authority.Root);
        MapCertificate(
            ca,
            "charge-points",
            "issuer of charge points' certificates, under the root",
            authority => authority.ChargePoints
        );
        MapCertificate(ca, "manufacturer", "ManufacturerRootCertificate", authority => authority.Manufacturer);
        ca.MapPut("/signing", SetSigning)
            .WithName("setCsmsSigning")
            .WithSummary("Whether certificates that charge points ask for are sent at once, or by hand")
            .WithDescription(
                "Holds until it is set again, over restarts too; until it is set, the setting Simulator:Csms:SignCertificates holds."
            )
            .Problems(400, 415, 422, 503);
        ca.MapPost("/firmware-signatures", SignFirmwareAsync)
            .WithName("signFirmware")
            .WithSummary("Sign a file of /csms/files as firmware")
            .WithDescription(
                "Gives signature and signing certificate as SignedUpdateFirmware takes them; the charge point needs the manufacturer's root."
            )
            .Problems(400, 404, 409, 415, 422);
        app.MapPost("/csms/chargers/{id}/certificate", SignAsync)
            .WithTags("CSMS")
            .WithName("signCsmsChargerCertificate")
            .WithSummary("Make a certificate for a charge point's last accepted SignCertificate, and send it")
            .WithDescription(
                "For signing by hand, and for another certificate to the same request. Waits for the answer to CertificateSigned."
            )
            .Problems(400, 404, 409, 415, 422);
    }

    private static void MapCertificate(
        RouteGroupBuilder ca,
        string name,
        string what,
        Func<CertificateAuthority, X509Certificate2> certificate
    ) =>
        ca.MapGet(
                $"/{name}.pem",
                (CertificateAuthority authority) =>
                    TypedResults.Text($"{certificate(authority).ExportCertificatePem()}\n", Pem)
            )
            .WithName(
                $"getCsmsCa{string.Concat(name.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]))}"
            )
            .WithSummary($"The {what}, in PEM")
            .Produces<string>(StatusCodes.Status200OK, Pem)
            .Problems(409);

    private static Ok<CaView> Show(CertificateAuthority authority, SigningSwitch signing) =>
        TypedResults.Ok(
            new CaView
            {
                Root = CaCertificate.Of(authority.Root),
                ChargePoints = CaCertificate.Of(authority.ChargePoints),
                Manufacturer = CaCertificate.Of(authority.Manufacturer),
                Automatic = signing.Automatic,
            }
        );

    private static NoContent SetSigning(SigningSwitch signing, Body<SigningInput> body)
    {
        signing.Set(body.Value.Automatic);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<FirmwareSignature>, ProblemHttpResult>> SignFirmwareAsync(
        CertificateAuthority authority,
        FileStore files,
        Body<FirmwareInput> body,
        CancellationToken cancel
    )
    {
        if (files.Find(body.Value.File) is not { } file)
        {
            return FilesApi.NotThere(body.Value.File);
        }
        await using var content = File.OpenRead(file.Path);
        var sha256 = await SHA256.HashDataAsync(content, cancel);
        return TypedResults.Ok(authority.SignFirmware(sha256, body.Value.Algorithm));
    }

    private static async Task<Results<Ok<SignedCertificate>, ProblemHttpResult>> SignAsync(
        CentralSystem central,
        CertificateSigner signer,
        string id,
        Body<CertificateInput> body
    )
    {
        var days = body.Value.ValidDays;
        if (days is < 1 or > CertificateAuthority.MaxDays)
        {
            return Problem.Invalid("validDays", $"must be from 1 to {CertificateAuthority.MaxDays}, not {days}");
        }
        if (central.FindChargePoint(id) is not { } chargePoint)
        {
            return CsmsChargersApi.NotSeen(id);
        }
        if (chargePoint.CertificateRequest is not { Status: GenericStatus.Accepted } request)
        {
            return Problem.Conflict(
                $"The charge point '{id}' has no accepted certificate request: call ExtendedTriggerMessage with SignChargePointCertificate first."
            );
        }
        if (!chargePoint.Online)
        {
            return Problem.Conflict($"The charge point '{id}' is not connected.");
        }
        var (chain, outcome) = await signer.SignAsync(id, request.Csr, days);
        return outcome is null or { Status: CallStatus.ConnectionLost or CallStatus.QueueFull }
            ? Problem.Conflict(outcome?.Description ?? $"The charge point '{id}' is not connected.")
            : TypedResults.Ok(
                new SignedCertificate
                {
                    CertificateChain = chain,
                    Call = CallReport.Of(Actions.CertificateSigned, outcome),
                }
            );
    }
}

/// <summary>The certificate authorities.</summary>
public sealed record CaView
{
    /// <summary>CentralSystemRootCertificate: install it in charge points for security profiles 2 and 3.</summary>
    public required CaCertificate Root { get; init; }

    /// <summary>Under the root; issues charge points' certificates.</summary>
    public required CaCertificate ChargePoints { get; init; }

    /// <summary>ManufacturerRootCertificate: install it in charge points for signed firmware.</summary>
    public required CaCertificate Manufacturer { get; init; }

    /// <summary>True: a certificate is sent as soon as a charge point asks for it. False: by hand.</summary>
    public required bool Automatic { get; init; }
}

/// <summary>A certificate of an authority.</summary>
public sealed record CaCertificate
{
    /// <summary>Its subject.</summary>
    public required string Subject { get; init; }

    /// <summary>Valid from.</summary>
    public required DateTimeOffset NotBefore { get; init; }

    /// <summary>Valid until.</summary>
    public required DateTimeOffset NotAfter { get; init; }

    /// <summary>SHA-256 of its DER form, in hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>It, in PEM.</summary>
    public required string Pem { get; init; }

    internal static CaCertificate Of(X509Certificate2 certificate) =>
        new()
        {
            Subject = certificate.Subject,
            NotBefore = new(certificate.NotBefore.ToUniversalTime()),
            NotAfter = new(certificate.NotAfter.ToUniversalTime()),
            Sha256 = certificate.GetCertHashString(HashAlgorithmName.SHA256).ToLowerInvariant(),
            Pem = certificate.ExportCertificatePem(),
        };
}

/// <summary>When certificates are sent.</summary>
public sealed record SigningInput
{
    /// <summary>True: as soon as a charge point asks. False: by hand.</summary>
    public required bool Automatic { get; init; }
}

/// <summary>Firmware to be signed.</summary>
public sealed record FirmwareInput
{
    /// <summary>Its name in /csms/files.</summary>
    public required string File { get; init; }

    /// <summary>How to sign it.</summary>
    public SignatureAlgorithm Algorithm { get; init; }
}

/// <summary>A certificate to be made.</summary>
public sealed record CertificateInput
{
    /// <summary>How long it is valid; a charge point renews what has less than a month left.</summary>
    public int ValidDays { get; init; } = CertificateSigner.DefaultDays;
}

/// <summary>A certificate that was made and sent.</summary>
public sealed record SignedCertificate
{
    /// <summary>In PEM, the charge point's first.</summary>
    public required string CertificateChain { get; init; }

    /// <summary>How CertificateSigned ended.</summary>
    public required CallReport Call { get; init; }
}
