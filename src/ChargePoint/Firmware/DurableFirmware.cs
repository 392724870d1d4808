namespace ChargePoints;

/// <summary>What of firmware and uploads must survive a power cut.</summary>
public sealed record DurableFirmware
{
    /// <summary>The version that was installed over OCPP; null when none was.</summary>
    public string? Version { get; init; }

    /// <summary>The version of the charger's definition that it replaced: a new one there counts for more.</summary>
    public string? Replaced { get; init; }

    /// <summary>The last update; null before the first.</summary>
    public DurableFirmwareUpdate? Update { get; init; }

    /// <summary>The last status of a signed update, as far as there was one.</summary>
    public Notice? LastSigned { get; init; }

    /// <summary>Statuses that the CSMS has not been told yet, in order.</summary>
    public IReadOnlyList<Notice> Unsent { get; init; } = [];

    /// <summary>Uploads under way: a power cut ends them.</summary>
    public IReadOnlyList<DurableUpload> Uploads { get; init; } = [];
}

/// <summary>A firmware update.</summary>
public sealed record DurableFirmwareUpdate
{
    /// <summary>What was asked for.</summary>
    public required FirmwareOrder Order { get; init; }

    /// <summary>How far it has come.</summary>
    public required FirmwarePhase Phase { get; init; }

    /// <summary>Since when, by the charger's clock.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>Attempts at the download that have failed.</summary>
    public int FailedAttempts { get; init; }

    /// <summary>Bytes fetched; null before that.</summary>
    public long? Bytes { get; init; }

    /// <summary>The version that the file brings; null before it has been fetched.</summary>
    public string? Version { get; init; }

    /// <summary>What happened last.</summary>
    public string Detail { get; init; } = "";

    /// <summary>The statuses for the CSMS so far, in order.</summary>
    public IReadOnlyList<FirmwareMilestone> Statuses { get; init; } = [];
}

/// <summary>An upload under way.</summary>
/// <param name="Kind">Diagnostics or Log.</param>
/// <param name="RequestId">Of a GetLog.</param>
/// <param name="Content">What is sent.</param>
/// <param name="FileName">Under which name.</param>
/// <param name="Location">Where to, without name and password.</param>
public sealed record DurableUpload(
    NoticeKind Kind,
    int? RequestId,
    UploadContent Content,
    string FileName,
    string Location
);
