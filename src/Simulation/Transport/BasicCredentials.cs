using System.Text;

namespace Simulation.Transport;

/// <summary>HTTP Basic authentication of a charge point (security whitepaper §2.3).</summary>
internal static class BasicCredentials
{
    /// <summary>The value of the Authorization header.</summary>
    /// <param name="identity">The user name.</param>
    /// <param name="authorizationKey">Hexadecimal digits of the password; anything else is the password itself.</param>
    /// <param name="asText">True: the digits are the password.</param>
    public static string Header(string identity, string authorizationKey, bool asText)
    {
        var password =
            !asText && IsHex(authorizationKey)
                ? Convert.FromHexString(authorizationKey)
                : Encoding.UTF8.GetBytes(authorizationKey);
        return "Basic " + Convert.ToBase64String([.. Encoding.UTF8.GetBytes(identity), (byte)':', .. password]);
    }

    private static bool IsHex(string key) => key.Length % 2 == 0 && key.All(char.IsAsciiHexDigit);
}
