namespace Simulation.Transport;

/// <summary>The address of a charge point at its CSMS (OCPP-J 1.6 §3.1.1).</summary>
internal static class CsmsAddress
{
    /// <summary>
    /// Where a charger of that security profile connects to. Profiles 2 and 3 need TLS: a ws URL becomes wss, with the same host, path and
    /// explicit port (80 as the scheme's own becomes 443). A wss URL stays one in all profiles: nothing takes TLS away.
    /// </summary>
    public static Uri Of(LinkSettings settings, int profile)
    {
        if (profile < 2)
        {
            return settings.CsmsUrl;
        }
        if (settings.SecureCsmsUrl is { } secure)
        {
            return secure;
        }
        if (IsSecure(settings.CsmsUrl))
        {
            return settings.CsmsUrl;
        }
        var port = settings.CsmsUrl.IsDefaultPort ? -1 : settings.CsmsUrl.Port;
        return new UriBuilder(settings.CsmsUrl) { Scheme = "wss", Port = port }.Uri;
    }

    /// <summary>What the upgrade asks for: the URL's path, the percent-encoded identity, and the URL's query.</summary>
    public static string RequestTarget(Uri csmsUrl, string identity) =>
        $"{csmsUrl.AbsolutePath.TrimEnd('/')}/{Uri.EscapeDataString(identity)}{csmsUrl.Query}";

    /// <summary>The Host header: the port only when it is not the scheme's own.</summary>
    public static string Host(Uri csmsUrl) =>
        csmsUrl.IsDefaultPort ? csmsUrl.IdnHost : $"{csmsUrl.IdnHost}:{csmsUrl.Port}";

    /// <summary>For people and logs: without user info and query, which may hold secrets.</summary>
    public static string WithoutSecrets(Uri csmsUrl) =>
        csmsUrl.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);

    public static bool IsSecure(Uri csmsUrl) => csmsUrl.Scheme == "wss";
}
