namespace ChargePoints;

/// <summary>A firmware update as the CSMS has asked for it (OCPP 1.6 §6.55; SignedUpdateFirmware of the security whitepaper).</summary>
public sealed record FirmwareOrder
{
    /// <summary>The file's URL; it may hold a name and a password.</summary>
    public required string Location { get; init; }

    /// <summary>Not fetched before, by the charger's clock.</summary>
    public required DateTimeOffset RetrieveAt { get; init; }

    /// <summary>Not installed before, by the charger's clock; null for as soon as it can be.</summary>
    public DateTimeOffset? InstallAt { get; init; }

    /// <summary>How often the download is tried again, and how soon.</summary>
    public required RetryPlan Plan { get; init; }

    /// <summary>The request's id; null for a plain UpdateFirmware.</summary>
    public int? RequestId { get; init; }

    /// <summary>The signing certificate in PEM; null for a plain UpdateFirmware.</summary>
    public string? SigningCertificate { get; init; }

    /// <summary>The signature in base64; null for a plain UpdateFirmware.</summary>
    public string? Signature { get; init; }

    /// <summary>True for a SignedUpdateFirmware.</summary>
    internal bool IsSigned => RequestId is not null;
}

/// <summary>How far a firmware update has come.</summary>
public enum FirmwarePhase
{
    /// <summary>Waits for its retrieve date.</summary>
    Scheduled,

    /// <summary>Being fetched, or between two attempts.</summary>
    Downloading,

    /// <summary>Fetched; waits for its install date.</summary>
    InstallScheduled,

    /// <summary>Waits for running transactions; no new ones start.</summary>
    WaitingForTransactions,

    /// <summary>Being installed.</summary>
    Installing,

    /// <summary>Installed; restarts and registers with the new version.</summary>
    Restarting,

    /// <summary>Done.</summary>
    Installed,

    /// <summary>Given up fetching.</summary>
    DownloadFailed,

    /// <summary>The signature does not match the file.</summary>
    InvalidSignature,

    /// <summary>Could not be installed; the old firmware goes on.</summary>
    InstallationFailed,

    /// <summary>Another update took its place.</summary>
    Canceled,
}

/// <summary>A firmware update as others see it.</summary>
public sealed record FirmwareSnapshot
{
    /// <summary>How far it has come.</summary>
    public required FirmwarePhase Phase { get; init; }

    /// <summary>Since when, by the charger's clock.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>The id of a SignedUpdateFirmware; null for a plain UpdateFirmware.</summary>
    public required int? RequestId { get; init; }

    /// <summary>Where the file is, without name and password.</summary>
    public required string Location { get; init; }

    /// <summary>Not fetched before.</summary>
    public required DateTimeOffset RetrieveAt { get; init; }

    /// <summary>Not installed before; null when none was named.</summary>
    public required DateTimeOffset? InstallAt { get; init; }

    /// <summary>Attempts at the download that have failed.</summary>
    public required int FailedAttempts { get; init; }

    /// <summary>Attempts that may still follow.</summary>
    public required int RetriesLeft { get; init; }

    /// <summary>Bytes fetched; null before that.</summary>
    public required long? Bytes { get; init; }

    /// <summary>The version that the file brings; null before it has been fetched.</summary>
    public required string? Version { get; init; }

    /// <summary>What happened last, in one line; empty when there is nothing to say.</summary>
    public required string Detail { get; init; }

    /// <summary>The statuses for the CSMS so far, in order.</summary>
    public required IReadOnlyList<FirmwareMilestone> Statuses { get; init; }
}

/// <summary>A status of an update that is told to the CSMS: at once, or when the charge point is online again.</summary>
/// <param name="Time">When it was reached, by the charger's clock.</param>
/// <param name="Status">Its name on the wire, in (Signed)FirmwareStatusNotification.</param>
public sealed record FirmwareMilestone(DateTimeOffset Time, string Status);
