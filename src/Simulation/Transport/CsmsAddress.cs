namespace Simulation.Transport;

/// <summary>The address of a charge point at its CSMS (OCPP-J 1.6 §3.1.1).</summary>
internal static class CsmsAddress
{
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
