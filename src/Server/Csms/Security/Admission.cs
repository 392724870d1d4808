using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Csms;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Server.Csms.Ca;

namespace Server.Csms.Security;

/// <summary>
/// Whether a charge point is who it says it is (security whitepaper §2): by the password of Basic authentication, and by its certificate,
/// whose way to our root the handshake of TLS has checked already.
/// </summary>
internal sealed class Admission(CentralSystem central, Credentials credentials)
{
    /// <summary>Why it is not let in; null when it is.</summary>
    public async Task<ProblemHttpResult?> RefusalAsync(HttpContext context, string id)
    {
        var credential = credentials.Of(id);
        var certificate = await context.Connection.GetClientCertificateAsync(context.RequestAborted);
        if (certificate is not null && NameProblem(certificate, id) is { } name)
        {
            return Refuse(context, StatusCodes.Status403Forbidden, name);
        }
        var password = new[] { credential.NextPassword, credential.Password }
            .OfType<string>()
            .FirstOrDefault(known => Authenticates(context.Request, id, known));
        var level =
            certificate is not null ? 3
            : password is null ? 0
            : context.Request.IsHttps ? 2
            : 1;
        if (level < credential.Required)
        {
            return Missing(context, id, credential.Required, password is not null);
        }
        var proven = credential.Proven(level, password);
        if (proven != credential)
        {
            await credentials.ChangeAsync(id, now => now.Proven(level, password));
        }
        return null;
    }

    private string? NameProblem(X509Certificate2 certificate, string id)
    {
        var name = CertificateAuthority.CommonName(certificate.SubjectName);
        return CertificateNames.Are(name, id, central.FindChargePoint(id)?.Boot)
            ? null
            : $"The certificate is for '{name}': it must be for the serial number, as booted with, or for the identity.";
    }

    private static ProblemHttpResult Missing(HttpContext context, string id, int profile, bool authenticated)
    {
        var forget = $"To have that forgotten: DELETE /csms/chargers/{Uri.EscapeDataString(id)}/security.";
        if (profile == 3)
        {
            return Refuse(
                context,
                StatusCodes.Status403Forbidden,
                $"This charge point is on security profile 3: come with TLS and its certificate. {forget}"
            );
        }
        if (authenticated)
        {
            return Refuse(
                context,
                StatusCodes.Status403Forbidden,
                $"This charge point is on security profile 2: come with TLS. {forget}"
            );
        }
        context.Response.Headers.WWWAuthenticate = "Basic realm=\"ocpp\"";
        return Refuse(
            context,
            StatusCodes.Status401Unauthorized,
            $"This charge point is on security profile {profile}: come with its password. {forget}"
        );
    }

    private static bool Authenticates(HttpRequest request, string id, string password)
    {
        if (
            !AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var header)
            || !string.Equals(header.Scheme, "Basic", StringComparison.OrdinalIgnoreCase)
        )
        {
            return false;
        }
        var given = new byte[(header.Parameter?.Length ?? 0) + 4];
        if (!Convert.TryFromBase64String(header.Parameter ?? "", given, out var length))
        {
            return false;
        }
        return Secrets(password)
            .Any(secret =>
                CryptographicOperations.FixedTimeEquals(
                    given.AsSpan(0, length),
                    [.. Encoding.UTF8.GetBytes($"{id}:"), .. secret]
                )
            );
    }

    /// <summary>As text, and where it is an AuthorizationKey in hex, its bytes as well: charge points send either (security whitepaper §2.3).</summary>
    private static IEnumerable<byte[]> Secrets(string password)
    {
        yield return Encoding.UTF8.GetBytes(password);
        if (password.Length is >= 32 and <= 40 && password.Length % 2 == 0 && password.All(char.IsAsciiHexDigit))
        {
            yield return Convert.FromHexString(password);
        }
    }

    // In the status line as well: that is all that many charge points show of a refused handshake.
    private static ProblemHttpResult Refuse(HttpContext context, int status, string detail)
    {
        if (context.Features.Get<IHttpResponseFeature>() is { } response && Ascii.IsValid(detail))
        {
            response.ReasonPhrase = detail;
        }
        return TypedResults.Problem(detail, statusCode: status);
    }
}
