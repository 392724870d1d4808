using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using Csms;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Server.Csms;

/// <summary>ws://HOST:PORT/ocpp/{chargerId}: where charge points connect (OCPP-J 1.6 §3).</summary>
internal static class CsmsEndpoint
{
    private const string Subprotocol = "ocpp1.6";

    public static async Task ConnectAsync(HttpContext context, string chargerId, CsmsHost host, CsmsSettings settings)
    {
        if (Refusal(context, chargerId, host.Central, settings) is { } refusal)
        {
            await refusal.ExecuteAsync(context);
            return;
        }
        using var socket = await context.WebSockets.AcceptWebSocketAsync(
            new WebSocketAcceptContext
            {
                SubProtocol = Subprotocol,
                // A peer that has silently gone is noticed, and shown offline, within a minute and a half.
                KeepAliveInterval = TimeSpan.FromSeconds(60),
                KeepAliveTimeout = TimeSpan.FromSeconds(30),
            }
        );
        await host.ServeAsync(chargerId, socket);
    }

    private static ProblemHttpResult? Refusal(
        HttpContext context,
        string id,
        CentralSystem central,
        CsmsSettings settings
    )
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.Headers.Upgrade = "websocket";
            return Problem(StatusCodes.Status426UpgradeRequired, "This is where chargers connect, with a WebSocket.");
        }
        if (!context.WebSockets.WebSocketRequestedProtocols.Contains(Subprotocol))
        {
            return Problem(
                StatusCodes.Status400BadRequest,
                $"Ask for the subprotocol {Subprotocol} (header Sec-WebSocket-Protocol)."
            );
        }
        if (CsmsSettings.IdentityProblem(id) is { } problem)
        {
            return Problem(StatusCodes.Status404NotFound, $"The identity {problem}.");
        }
        if (central.Options.Identities?.Contains(id) == false)
        {
            return Problem(StatusCodes.Status404NotFound, $"The identity {id} is not admitted.");
        }
        if (settings.Passwords.TryGetValue(id, out var password) && !Authenticates(context.Request, id, password))
        {
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"ocpp\"";
            return Problem(StatusCodes.Status401Unauthorized, "Basic authentication failed.");
        }
        return null;
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

    /// <summary>As text, and where it is an AuthorizationKey in hex, its bytes as well: charge points send either (security whitepaper §3).</summary>
    private static IEnumerable<byte[]> Secrets(string password)
    {
        yield return Encoding.UTF8.GetBytes(password);
        if (password.Length is >= 32 and <= 40 && password.Length % 2 == 0 && password.All(char.IsAsciiHexDigit))
        {
            yield return Convert.FromHexString(password);
        }
    }

    private static ProblemHttpResult Problem(int status, string detail) =>
        TypedResults.Problem(detail, statusCode: status);
}
