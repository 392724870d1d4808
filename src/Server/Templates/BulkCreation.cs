using ChargePoints;

namespace Server.Templates;

/// <summary>Many chargers of one model.</summary>
public sealed record BulkCreation
{
    /// <summary>Id of the model: GET /models.</summary>
    public required string Model { get; init; }

    /// <summary>How many, 1 to 10,000.</summary>
    public required int Count { get; init; }

    /// <summary>Their ids, with the first number in braces: AC-{001} makes AC-001, AC-002 and so on.</summary>
    public required string IdPattern { get; init; }

    /// <summary>The location to create them in; the active one by default.</summary>
    public string? LocationId { get; init; }

    /// <summary>True: they are started as well.</summary>
    public bool? Start { get; init; }

    /// <summary>In what they differ from the model.</summary>
    public ChargerOverrides? Overrides { get; init; }
}

/// <summary>In what chargers differ from their model; what is absent or null is as the model says.</summary>
public sealed record ChargerOverrides
{
    /// <summary>ws:// or wss://, without the identity.</summary>
    public string? CsmsUrl { get; init; }

    /// <summary>At most 20 characters.</summary>
    public string? Vendor { get; init; }

    /// <summary>At most 50 characters.</summary>
    public string? FirmwareVersion { get; init; }

    /// <summary>0 to 3. 1 and 2 need a password.</summary>
    public int? SecurityProfile { get; init; }

    /// <summary>The same for all: 32-40 hexadecimal digits.</summary>
    public string? Password { get; init; }

    /// <summary>The configuration key MeterValueSampleInterval.</summary>
    public int? MeterIntervalSeconds { get; init; }

    /// <summary>True: Authorize before StartTransaction.</summary>
    public bool? AuthorizeBeforeStart { get; init; }

    /// <summary>True: BootNotification after every reconnect.</summary>
    public bool? BootOnReconnect { get; init; }

    /// <summary>True: reports a power loss before it goes down: transactions stop with reason PowerLoss at once (OCPP 1.6 §3.7).</summary>
    public bool? BackupPower { get; init; }

    /// <summary>True: a transaction that a power loss has interrupted goes on after the boot while its car is there; false: it stops with reason PowerLoss then.</summary>
    public bool? ResumeAfterPowerLoss { get; init; }

    /// <summary>Connection attempts before giving up.</summary>
    public int? MaxReconnectAttempts { get; init; }

    /// <summary>Minutes of attempts before giving up.</summary>
    public int? MaxReconnectMinutes { get; init; }

    /// <summary>Replaces the model's list.</summary>
    public IReadOnlyList<Quirk>? Quirks { get; init; }

    /// <summary>Configuration keys besides those of the model, or with other values.</summary>
    public IReadOnlyDictionary<string, string>? Configuration { get; init; }
}

/// <summary>What creating many came to, or would come to.</summary>
/// <param name="Created">How many.</param>
/// <param name="FirstId">The first of them.</param>
/// <param name="LastId">The last of them.</param>
/// <param name="Ids">All of them, in order.</param>
public sealed record BulkCreated(int Created, string FirstId, string LastId, IReadOnlyList<string> Ids);
