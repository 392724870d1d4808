using System.Text;

namespace Simulation.Transport;

/// <summary>HTTP Basic authentication of a charge point (security whitepaper §3).</summary>
internal static class BasicCredentials
{
    /// <summary>The value of the Authorization header.</summary>
    public static string Header(string identity, string authorizationKey, PasswordEncoding encoding)
    {
        var password =
            encoding == PasswordEncoding.Hex && IsHex(authorizationKey)
                ? Convert.FromHexString(authorizationKey)
                : Encoding.UTF8.GetBytes(authorizationKey);
        return "Basic " + Convert.ToBase64String([.. Encoding.UTF8.GetBytes(identity), (byte)':', .. password]);
    }

    private static bool IsHex(string key) => key.Length % 2 == 0 && key.All(char.IsAsciiHexDigit);
}
