using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ChargePoints;
using Microsoft.AspNetCore.Http.HttpResults;
using Ocpp.V16;
using Server.Api;
using Server.Roster;
using HashAlgorithm = Ocpp.V16.HashAlgorithm;

namespace Server.Chargers;

/// <summary>/chargers/{id}/certificates: the certificates of the security extension, as a technician at the charger sees them.</summary>
internal static class CertificatesApi
{
    public static void MapCertificates(this IEndpointRouteBuilder app)
    {
        var certificates = app.MapGroup("/chargers/{id}/certificates").WithTags("Security");
        certificates
            .MapGet("/", List)
            .WithName("getCertificates")
            .WithSummary("Installed root certificates, and the charger's own")
            .Problems(404);
        certificates
            .MapPost("/", Install)
            .WithName("installCertificate")
            .WithSummary("Install a certificate as a technician at the charger would")
            .WithDescription(
                "Security profiles 2 and 3 need a CentralSystemRootCertificate. A ChargePointCertificate comes with its private key, which is stored protected and never given back; the usual way to one is SignCertificate."
            )
            .Problems(400, 404, 409, 415, 422);
        certificates
            .MapDelete("/{sha256}", Remove)
            .WithName("removeCertificate")
            .WithSummary("Remove a root certificate")
            .WithDescription("409 for the charger's own, for the root in use, and for the last one of a TLS profile.")
            .Problems(404, 409);
        certificates
            .MapPost("/request", Request)
            .WithName("requestCertificate")
            .WithSummary("Have the charger ask its CSMS for a certificate (SignCertificate)")
            .WithDescription("409 when it is not connected and accepted, or CpoName is not set.")
            .Problems(404, 409);
    }

    private static Results<Ok<IReadOnlyList<Certificate>>, ProblemHttpResult> List(
        ChargerRoster roster,
        HttpResponse response,
        string id
    ) =>
        roster.TryGet(id, out var charger)
            ? TypedResults.Ok(Paging.Whole(response, Read(charger)))
            : Problem.UnknownCharger(id);

    private static async Task<Results<Ok<IReadOnlyList<Certificate>>, ProblemHttpResult>> Install(
        ChargerRoster roster,
        HttpResponse response,
        string id,
        Body<InstallCertificateBody> body
    )
    {
        if (!roster.TryGet(id, out var charger))
        {
            return Problem.UnknownCharger(id);
        }

        var request = body.Value;
        ChargePointInput input;
        if (request.Kind != CertificateKind.ChargePointCertificate)
        {
            if (request.PrivateKey is not null)
            {
                return Problem.Invalid("privateKey", "is for a ChargePointCertificate only");
            }

            var use =
                request.Kind == CertificateKind.CentralSystemRootCertificate
                    ? CertificateUse.CentralSystemRootCertificate
                    : CertificateUse.ManufacturerRootCertificate;
            input = new InstallRoot(use, request.Certificate);
        }
        else if (ReadKey(request.PrivateKey) is { } key)
        {
            input = new InstallOwnCertificate(request.Certificate, key);
        }
        else
        {
            return Problem.Invalid(
                "privateKey",
                "must be the certificate's private key, RSA or EC, in PEM without a password"
            );
        }

        var outcome = await charger.Unit.PostAsync(input);
        return outcome.Refusal is { } refusal
            ? Problem.Refused(refusal, "certificate")
            : TypedResults.Ok(Paging.Whole(response, Read(charger)));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Remove(
        ChargerRoster roster,
        string id,
        string sha256
    )
    {
        if (!roster.TryGet(id, out var charger))
        {
            return Problem.UnknownCharger(id);
        }

        var found = Read(charger).FirstOrDefault(it => it.Sha256.Equals(sha256, StringComparison.OrdinalIgnoreCase));
        if (found is null)
        {
            return Problem.NotFound($"Charger '{id}' has no certificate with SHA-256 {sha256}.");
        }

        if (found.Kind == CertificateKind.ChargePointCertificate)
        {
            return Problem.Conflict("The charger's own certificate cannot be removed; a newer one takes its place.");
        }

        var outcome = await charger.Unit.PostAsync(new RemoveRoot(found.Hash));
        return outcome.Refusal is { } refusal ? Problem.Refused(refusal, "sha256") : TypedResults.NoContent();
    }

    private static async Task<Results<Accepted, ProblemHttpResult>> Request(ChargerRoster roster, string id)
    {
        if (!roster.TryGet(id, out var charger))
        {
            return Problem.UnknownCharger(id);
        }

        var outcome = await charger.Unit.PostAsync(new RequestCertificate());
        return outcome.Refusal is { } refusal
            ? Problem.Refused(refusal, "")
            : TypedResults.Accepted($"/chargers/{Uri.EscapeDataString(id)}/certificates");
    }

    private static IReadOnlyList<Certificate> Read(RosterCharger charger) =>
        [.. (charger.Unit.Snapshot.Security?.Certificates ?? []).Select(View)];

    internal static Certificate View(CertificateSnapshot snapshot)
    {
        using var leaf = X509CertificateLoader.LoadCertificate(snapshot.Chain[0]);
        using var issuer = snapshot.Chain.Count > 1 ? X509CertificateLoader.LoadCertificate(snapshot.Chain[1]) : null;
        var issuerKey = snapshot.IssuerKey ?? CertificateHash.KeyOf(issuer ?? leaf);
        return new Certificate
        {
            Kind = snapshot.Kind,
            Subject = leaf.Subject,
            Issuer = leaf.Issuer,
            SerialNumber = leaf.SerialNumber,
            NotBefore = new(leaf.NotBefore.ToUniversalTime()),
            NotAfter = new(leaf.NotAfter.ToUniversalTime()),
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(snapshot.Chain[0])),
            Hash = CertificateHash.Of(leaf, issuerKey, HashAlgorithm.SHA256),
            InUse = snapshot.InUse,
            Fallback = snapshot.Fallback,
            Pem = string.Join('\n', snapshot.Chain.Select(der => PemEncoding.WriteString("CERTIFICATE", der))),
        };
    }

    private static byte[]? ReadKey(string? pem)
    {
        try
        {
            using var rsa = RSA.Create();
            rsa.ImportFromPem(pem);
            return rsa.ExportPkcs8PrivateKey();
        }
        catch (Exception error) when (error is ArgumentException or CryptographicException)
        {
            // Perhaps the other kind.
        }

        try
        {
            using var ec = ECDsa.Create();
            ec.ImportFromPem(pem);
            return ec.ExportPkcs8PrivateKey();
        }
        catch (Exception error) when (error is ArgumentException or CryptographicException)
        {
            return null;
        }
    }
}

/// <summary>A certificate that a charger holds.</summary>
public sealed record Certificate
{
    /// <summary>What it is for.</summary>
    public required CertificateKind Kind { get; init; }

    /// <summary>Distinguished name of its subject.</summary>
    public required string Subject { get; init; }

    /// <summary>Distinguished name of its issuer.</summary>
    public required string Issuer { get; init; }

    /// <summary>In hexadecimal.</summary>
    public required string SerialNumber { get; init; }

    /// <summary>From when it is valid.</summary>
    public required DateTimeOffset NotBefore { get; init; }

    /// <summary>Until when it is valid.</summary>
    public required DateTimeOffset NotAfter { get; init; }

    /// <summary>Fingerprint of the certificate, in hexadecimal: its id here.</summary>
    public required string Sha256 { get; init; }

    /// <summary>As GetInstalledCertificateIds and DeleteCertificate name it.</summary>
    public required CertificateHashData Hash { get; init; }

    /// <summary>A root that the present connection rests on, or the own certificate in use.</summary>
    public required bool InUse { get; init; }

    /// <summary>A root kept until its successor has been used once (AdditionalRootCertificateCheck).</summary>
    public required bool Fallback { get; init; }

    /// <summary>The certificate and, of the charger's own, its intermediates, in PEM.</summary>
    public required string Pem { get; init; }
}

/// <summary>A certificate to install.</summary>
public sealed record InstallCertificateBody
{
    /// <summary>What it is for.</summary>
    public required CertificateKind Kind { get; init; }

    /// <summary>A root in PEM; of a ChargePointCertificate the chain, its own certificate first.</summary>
    public required string Certificate { get; init; }

    /// <summary>Of a ChargePointCertificate: its private key in PEM. Never given back.</summary>
    public string? PrivateKey { get; init; }
}
