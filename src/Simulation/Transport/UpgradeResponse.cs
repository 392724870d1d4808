using ChargePoints;

namespace Simulation.Transport;

/// <summary>Judges the answer to a WebSocket handshake; each way of refusal has its own words (OCPP-J 1.6 §3).</summary>
internal static class UpgradeResponse
{
    /// <summary>Throws when what has arrived cannot become an HTTP answer.</summary>
    public static void CheckStart(ReadOnlySpan<byte> start)
    {
        var expected = "HTTP/1."u8;
        if (
            !start[..Math.Min(start.Length, expected.Length)]
                .SequenceEqual(expected[..Math.Min(start.Length, expected.Length)])
        )
        {
            throw new LinkException(
                "What answers there does not speak HTTP/1.1: check the URL and its scheme (ws or wss)."
            );
        }
    }

    /// <summary>Throws unless the head of an answer accepts the upgrade to ocpp1.6.</summary>
    /// <param name="head">Up to the empty line.</param>
    /// <param name="expectedAccept">The right Sec-WebSocket-Accept.</param>
    /// <param name="offered">False when no subprotocol was offered: then none is to be chosen, and OCPP 1.6 is spoken all the same.</param>
    public static void Check(string head, string expectedAccept, bool offered)
    {
        var lines = head.Split("\r\n");
        var status = lines[0].Split(' ', 3);
        if (
            status.Length < 2
            || !status[0].StartsWith("HTTP/1.", StringComparison.Ordinal)
            || !int.TryParse(status[1], out var code)
        )
        {
            throw new LinkException(
                "What answers there does not speak HTTP/1.1: check the URL and its scheme (ws or wss)."
            );
        }
        if (code != 101)
        {
            throw new LinkException(
                Refusal(code, status.Length > 2 ? status[2] : "", Value(lines, "Location")),
                kind: code is 401 or 403 ? LinkFailureKind.NotAuthenticated : LinkFailureKind.Refused
            );
        }
        if (
            !Is(Value(lines, "Upgrade"), "websocket")
            || !Value(lines, "Connection").Split(',').Any(token => Is(token, "upgrade"))
            || Value(lines, "Sec-WebSocket-Accept") != expectedAccept
        )
        {
            throw new LinkException(
                "The CSMS answered 101, but its WebSocket handshake is not valid (RFC 6455 §4.2.2).",
                kind: LinkFailureKind.Refused
            );
        }
        var chosen = Value(lines, "Sec-WebSocket-Protocol");
        if (chosen != (offered ? WebSocketUpgrade.Subprotocol : ""))
        {
            throw new LinkException(
                chosen.Length == 0
                        ? $"The CSMS opened the WebSocket without choosing the subprotocol {WebSocketUpgrade.Subprotocol}: it does not speak it."
                    : offered
                        ? $"The CSMS chose the subprotocol '{chosen}', which was not offered; only {WebSocketUpgrade.Subprotocol} was."
                    : $"The CSMS chose the subprotocol '{chosen}', and none was offered.",
                kind: LinkFailureKind.Refused
            );
        }
        if (Value(lines, "Sec-WebSocket-Extensions").Length > 0)
        {
            throw new LinkException(
                "The CSMS chose a WebSocket extension, and none was offered.",
                kind: LinkFailureKind.Refused
            );
        }
    }

    private static string Refusal(int code, string phrase, string location) =>
        code switch
        {
            400 =>
                $"HTTP 400: the CSMS refused the WebSocket handshake, perhaps the subprotocol {WebSocketUpgrade.Subprotocol}.",
            401 =>
                $"HTTP 401: the CSMS wants credentials, or others: check AuthorizationKey.{Said(phrase, "Unauthorized")}",
            403 => $"HTTP 403: the CSMS does not let this identity in.{Said(phrase, "Forbidden")}",
            404 => "HTTP 404: the CSMS does not know this identity, or the URL's path is wrong.",
            426 => "HTTP 426: the CSMS wants another protocol than a WebSocket of version 13.",
            >= 300 and < 400 =>
                $"HTTP {code}: the CSMS redirects{(location.Length > 0 ? $" to {location}" : "")}. Redirects are not followed: set that URL.",
            >= 500 => $"HTTP {code}{Phrase(phrase)}: the CSMS, or a proxy before it, is in trouble.",
            _ => $"HTTP {code}{Phrase(phrase)}: the CSMS refused the WebSocket handshake.",
        };

    // Some say in the status line what they want, in place of the usual words.
    private static string Said(string phrase, string usual) =>
        phrase.Length == 0 || Is(phrase, usual) ? "" : $" It says:{Phrase(phrase, most: 250)}";

    private static string Phrase(string phrase, int most = 60) =>
        phrase.Length == 0 ? "" : $" {new string([.. phrase.Where(c => !char.IsControl(c)).Take(most)])}";

    // The values of a header that is there several times are one list.
    private static string Value(string[] lines, string name) =>
        string.Join(
            ',',
            lines
                .Skip(1)
                .Where(line => line.Length > name.Length && line[name.Length] == ':')
                .Where(line => line.StartsWith(name, StringComparison.OrdinalIgnoreCase))
                .Select(line => line[(name.Length + 1)..].Trim())
        );

    private static bool Is(string value, string expected) =>
        value.Trim().Equals(expected, StringComparison.OrdinalIgnoreCase);
}
