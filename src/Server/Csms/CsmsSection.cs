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
        };
    }

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
