using Server.Csms.Ca;
using Server.Hosting;

namespace Server.Csms;

/// <summary>Simulator:Csms in appsettings.json, Simulator__Csms__… in the environment.</summary>
internal static class CsmsSection
{
    private const int SecondsPerDay = 86_400;

    /// <exception cref="StartFailureException">A setting is wrong.</exception>
    public static CsmsSettings Read(IConfigurationSection section)
    {
        section.RefuseUnknown([
            nameof(CsmsSettings.Identities),
            nameof(CsmsSettings.Passwords),
            nameof(CsmsSettings.AcceptUnknownTags),
            nameof(CsmsSettings.HeartbeatIntervalSeconds),
            nameof(CsmsSettings.SignCertificates),
            nameof(CsmsSettings.Tls),
        ]);
        var defaults = new CsmsSettings();
        var identities = Identities(section.GetSection(nameof(CsmsSettings.Identities)));
        return new CsmsSettings
        {
            Identities = identities,
            Passwords = Passwords(section.GetSection(nameof(CsmsSettings.Passwords)), identities),
            AcceptUnknownTags = section.Flag(nameof(CsmsSettings.AcceptUnknownTags)) ?? defaults.AcceptUnknownTags,
            HeartbeatIntervalSeconds =
                section.Integer(nameof(CsmsSettings.HeartbeatIntervalSeconds), 1, SecondsPerDay)
                ?? defaults.HeartbeatIntervalSeconds,
            SignCertificates = section.Flag(nameof(CsmsSettings.SignCertificates)) ?? defaults.SignCertificates,
            Tls = Tls(section.GetSection(nameof(CsmsSettings.Tls))),
        };
    }

    private static CsmsTlsSettings Tls(IConfigurationSection section)
    {
        section.RefuseUnknown([nameof(CsmsTlsSettings.Urls), nameof(CsmsTlsSettings.Names)]);
        var urls = section[nameof(CsmsTlsSettings.Urls)] is { Length: > 0 } text ? text : null;
        var tls = new CsmsTlsSettings
        {
            Urls = urls,
            Names =
            [
                .. section.GetSection(nameof(CsmsTlsSettings.Names)).GetChildren().Select(item => item.Value ?? ""),
            ],
        };
        if (urls is not null && (tls.Split() is not { Count: > 0 } split || !split.All(IsTlsUrl)))
        {
            throw new StartFailureException(
                $"{section.Path}:{nameof(CsmsTlsSettings.Urls)} is '{urls}'; it must be https://HOST:PORT, such as https://127.0.0.1:8443, several with ; between."
            );
        }
        if (tls.Names.FirstOrDefault(name => !TlsEndpoint.IsName(name)) is { } wrong)
        {
            throw new StartFailureException(
                $"{section.Path}:{nameof(CsmsTlsSettings.Names)} has '{wrong}'; it must have names of hosts and IP addresses."
            );
        }
        return tls;
    }

    private static bool IsTlsUrl(string url) =>
        url.StartsWith("https:", StringComparison.OrdinalIgnoreCase) && HostSetup.IsUrl(url);

    private static HashSet<string>? Identities(IConfigurationSection section)
    {
        if (section.Value is { } single)
        {
            throw new StartFailureException(
                $"{section.Path} is '{single}'; it must be a list of at least one identity, in the environment "
                    + $"{section.Path.Replace(":", "__", StringComparison.Ordinal)}__0 and so on. Leave it out to admit any."
            );
        }
        var identities = new HashSet<string>();
        foreach (var item in section.GetChildren())
        {
            var id = item.Value ?? "";
            if (CsmsSettings.IdentityProblem(id) is { } problem)
            {
                throw new StartFailureException($"{item.Path} is '{id}'; an identity {problem}.");
            }
            identities.Add(id);
        }
        return identities.Count == 0 ? null : identities;
    }

    private static Dictionary<string, string> Passwords(IConfigurationSection section, HashSet<string>? identities)
    {
        if (section.Value is not null)
        {
            throw new StartFailureException(
                $"{section.Path} must have a password per identity, in the environment {section.Path.Replace(":", "__", StringComparison.Ordinal)}__IDENTITY."
            );
        }
        var passwords = new Dictionary<string, string>();
        foreach (var item in section.GetChildren())
        {
            if (CsmsSettings.IdentityProblem(item.Key) is { } problem)
            {
                throw new StartFailureException($"{section.Path} names '{item.Key}'; an identity {problem}.");
            }
            if (identities?.Contains(item.Key) == false)
            {
                throw new StartFailureException(
                    $"{section.Path} has a password of '{item.Key}', which {nameof(CsmsSettings.Identities)} does not admit."
                );
            }
            // Never said again: it is a secret.
            if (item.Value is not { Length: > 0 } password)
            {
                throw new StartFailureException($"{item.Path} is empty; it must be a password.");
            }
            passwords[item.Key] = password;
        }
        return passwords;
    }
}
