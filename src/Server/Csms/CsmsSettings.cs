namespace Server.Csms;

/// <summary>How the embedded central system is hosted.</summary>
public sealed record CsmsSettings
{
    private const int MaxIdentityLength = 48;

    /// <summary>Where its database lies; the host's to say.</summary>
    public string DataDirectory { get; init; } = "";

    /// <summary>The only identities that may connect; null admits any.</summary>
    public IReadOnlySet<string>? Identities { get; init; }

    /// <summary>Passwords of Basic authentication by identity; an identity without one connects without.</summary>
    public IReadOnlyDictionary<string, string> Passwords { get; init; } = new Dictionary<string, string>();

    /// <summary>False: a tag that nobody has set is Invalid.</summary>
    public bool AcceptUnknownTags { get; init; } = true;

    /// <summary>Seconds between heartbeats, as answered to an accepted BootNotification.</summary>
    public int HeartbeatIntervalSeconds { get; init; } = 300;

    /// <summary>What is wrong with an identity; null when it is well-formed.</summary>
    public static string? IdentityProblem(string id) =>
        id.Length is 0 or > MaxIdentityLength || id.Contains(':') || id.Any(char.IsControl)
            ? $"must have 1 to {MaxIdentityLength} characters, no colon and no control characters"
            : null;
}
