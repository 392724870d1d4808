using ChargePoints;

namespace Server.Chargers;

/// <summary>A charger as created and imported. Only <c>id</c> and <c>evses</c> (each with <c>id</c>) are required.</summary>
public sealed record ChargerInput
{
    /// <summary>1-48 printable ASCII characters without / \ : %, no space at either end, not . or ..</summary>
    public required string Id { get; init; }

    /// <summary>Only when creating one charger: the location to create it in; the active one by default.</summary>
    public string? LocationId { get; init; }

    /// <summary>ws:// or wss://, without the identity.</summary>
    public string? CsmsUrl { get; init; }

    /// <summary>At most 20 characters.</summary>
    public string? Vendor { get; init; }

    /// <summary>At most 20 characters.</summary>
    public string? Model { get; init; }

    /// <summary>At most 25 characters.</summary>
    public string? SerialNumber { get; init; }

    /// <summary>At most 50 characters.</summary>
    public string? FirmwareVersion { get; init; }

    /// <summary>
    /// 0 none, 1 basic authentication, 2 TLS with basic authentication, 3 TLS with a client certificate. The configuration key
    /// SecurityProfile. 2 and 3 need certificates: POST /chargers/{id}/certificates.
    /// </summary>
    public int? SecurityProfile { get; init; }

    /// <summary>The configuration key AuthorizationKey: 32-40 hexadecimal digits. Never given back.</summary>
    public string? Password { get; init; }

    /// <summary>The configuration key MeterValueSampleInterval; 10 by default.</summary>
    public int? MeterIntervalSeconds { get; init; }

    /// <summary>True (default): Authorize before StartTransaction.</summary>
    public bool? AuthorizeBeforeStart { get; init; }

    /// <summary>True: BootNotification after every reconnect. False by default.</summary>
    public bool? BootOnReconnect { get; init; }

    /// <summary>True: reports a power loss before it goes down: transactions stop with reason PowerLoss at once (OCPP 1.6 §3.7). False by default.</summary>
    public bool? BackupPower { get; init; }

    /// <summary>True: a transaction that a power loss has interrupted goes on after the boot while its car is there; false: it stops with reason PowerLoss then. True by default.</summary>
    public bool? ResumeAfterPowerLoss { get; init; }

    /// <summary>Connection attempts before giving up; null for no cap.</summary>
    public int? MaxReconnectAttempts { get; init; }

    /// <summary>Minutes of attempts before giving up; null for no cap.</summary>
    public int? MaxReconnectMinutes { get; init; }

    /// <summary>Odd behaviour of real charge points to imitate, each once. None by default.</summary>
    public IReadOnlyList<Quirk>? Quirks { get; init; }

    /// <summary>At least one; ids 1, 2, 3 … without gaps.</summary>
    public required IReadOnlyList<EvseInput> Evses { get; init; }

    /// <summary>OCPP configuration keys that differ from the defaults at first start.</summary>
    public IReadOnlyDictionary<string, string>? Configuration { get; init; }
}

/// <summary>An EVSE as created and imported.</summary>
public sealed record EvseInput
{
    /// <summary>1, 2, 3 … without gaps: the connector id of OCPP 1.6.</summary>
    public required int Id { get; init; }

    /// <summary>AC by default.</summary>
    public CurrentType? CurrentType { get; init; }

    /// <summary>Type2 for AC and CCS2 for DC by default.</summary>
    public string? ConnectorType { get; init; }

    /// <summary>22,000 for AC and 50,000 for DC by default.</summary>
    public double? MaxPowerW { get; init; }

    /// <summary>AC phases, 1-3; 3 by default. DC has none.</summary>
    public int? Phases { get; init; }

    /// <summary>230 for AC and 400 for DC by default.</summary>
    public double? VoltageV { get; init; }

    /// <summary>socket for AC and fixed for DC by default.</summary>
    public Cable? Cable { get; init; }
}

/// <summary>Changes to a charger: what is absent stays, null takes the default. <c>id</c> cannot change.</summary>
public sealed record ChargerPatch
{
    /// <summary>Moves the charger.</summary>
    public string? LocationId { get; init; }

    /// <summary>ws:// or wss://, without the identity.</summary>
    public string? CsmsUrl { get; init; }

    /// <summary>At most 20 characters.</summary>
    public string? Vendor { get; init; }

    /// <summary>At most 20 characters.</summary>
    public string? Model { get; init; }

    /// <summary>At most 25 characters.</summary>
    public string? SerialNumber { get; init; }

    /// <summary>At most 50 characters.</summary>
    public string? FirmwareVersion { get; init; }

    /// <summary>0 to 3.</summary>
    public int? SecurityProfile { get; init; }

    /// <summary>32-40 hexadecimal digits.</summary>
    public string? Password { get; init; }

    /// <summary>The configuration key MeterValueSampleInterval.</summary>
    public int? MeterIntervalSeconds { get; init; }

    /// <summary>Authorize before StartTransaction.</summary>
    public bool? AuthorizeBeforeStart { get; init; }

    /// <summary>BootNotification after every reconnect.</summary>
    public bool? BootOnReconnect { get; init; }

    /// <summary>True: reports a power loss before it goes down: transactions stop with reason PowerLoss at once (OCPP 1.6 §3.7).</summary>
    public bool? BackupPower { get; init; }

    /// <summary>True: a transaction that a power loss has interrupted goes on after the boot while its car is there; false: it stops with reason PowerLoss then.</summary>
    public bool? ResumeAfterPowerLoss { get; init; }

    /// <summary>Connection attempts before giving up.</summary>
    public int? MaxReconnectAttempts { get; init; }

    /// <summary>Minutes of attempts before giving up.</summary>
    public int? MaxReconnectMinutes { get; init; }

    /// <summary>Replaces the list.</summary>
    public IReadOnlyList<Quirk>? Quirks { get; init; }

    /// <summary>Replaces the EVSEs; the registers of ids that remain are kept.</summary>
    public IReadOnlyList<EvseInput>? Evses { get; init; }

    /// <summary>Configuration keys to set; keys that are absent stay as they are.</summary>
    public IReadOnlyDictionary<string, string>? Configuration { get; init; }
}
