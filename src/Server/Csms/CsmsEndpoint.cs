using Microsoft.AspNetCore.Http.HttpResults;
using Server.Csms.Security;

namespace Server.Csms;

/// <summary>ws://HOST:PORT/ocpp/{chargerId}: where charge points connect (OCPP-J 1.6 §3).</summary>
internal static class CsmsEndpoint
{
    private const string Subprotocol = "ocpp1.6";

    public static async Task ConnectAsync(HttpContext context, string chargerId, CsmsHost host, Admission admission)
    {
        var refusal = Refusal(context, chargerId, host) ?? await admission.RefusalAsync(context, chargerId);
        if (refusal is not null)
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

    private static ProblemHttpResult? Refusal(HttpContext context, string id, CsmsHost host)
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
        if (host.Closed)
        {
            return Problem(StatusCodes.Status503ServiceUnavailable, "Try again in a moment.");
        }
        if (host.Central.Options.Identities?.Contains(id) == false)
        {
            return Problem(StatusCodes.Status404NotFound, $"The identity {id} is not admitted.");
        }
        return null;
    }

    private static ProblemHttpResult Problem(int status, string detail) =>
        TypedResults.Problem(detail, statusCode: status);
}
