namespace Server.Csms;

/// <summary>How the embedded central system is hosted.</summary>
public sealed record CsmsSettings
{
    /// <summary>Where its database lies.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>The only identities that may connect; null admits any.</summary>
    public IReadOnlySet<string>? Identities { get; init; }

    /// <summary>Passwords of Basic authentication by identity; an identity without one connects without.</summary>
    public IReadOnlyDictionary<string, string> Passwords { get; init; } = new Dictionary<string, string>();

    /// <summary>False: a tag that nobody has set is Invalid.</summary>
    public bool AcceptUnknownTags { get; init; } = true;

    /// <summary>Seconds between heartbeats, as answered to an accepted BootNotification.</summary>
    public int HeartbeatIntervalSeconds { get; init; } = 300;
}
