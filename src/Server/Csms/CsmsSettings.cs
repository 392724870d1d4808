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

    /// <summary>True: a certificate that a charge point asks for is sent at once. False: by hand.</summary>
    public bool SignCertificates { get; init; } = true;

    /// <summary>Where charge points find it with TLS.</summary>
    public CsmsTlsSettings Tls { get; init; } = new();

    /// <summary>What is wrong with an identity; null when it is well-formed.</summary>
    public static string? IdentityProblem(string id) =>
        id.Length is 0 or > MaxIdentityLength || id.Contains(':') || id.Any(char.IsControl)
            ? $"must have 1 to {MaxIdentityLength} characters, no colon and no control characters"
            : null;
}

/// <summary>Where the embedded central system is found with TLS: security profiles 2 and 3.</summary>
public sealed record CsmsTlsSettings
{
    /// <summary>https:// or wss://, separated by semicolons; null for nowhere.</summary>
    public string? Urls { get; init; }

    /// <summary>One by one, as the web server takes them.</summary>
    internal IReadOnlyList<string> Split() =>
        [
            .. (Urls ?? "")
                .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(url => url.StartsWith("wss:", StringComparison.OrdinalIgnoreCase) ? $"https:{url[4..]}" : url),
        ];

    /// <summary>Names and addresses that its certificate is for, besides those of this machine as seen by itself.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];
}
