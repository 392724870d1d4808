namespace ChargePoints;

/// <summary>The uploads of a charge point as others see them: the last of each kind.</summary>
/// <param name="Diagnostics">Of GetDiagnostics; null before the first.</param>
/// <param name="Log">Of GetLog; null before the first.</param>
public sealed record UploadsSnapshot(UploadSnapshot? Diagnostics, UploadSnapshot? Log);

/// <summary>An upload as others see it.</summary>
public sealed record UploadSnapshot
{
    /// <summary>The id of a GetLog; null for a GetDiagnostics.</summary>
    public required int? RequestId { get; init; }

    /// <summary>What is sent.</summary>
    public required UploadContent Content { get; init; }

    /// <summary>Under which name.</summary>
    public required string FileName { get; init; }

    /// <summary>Where to, without name and password.</summary>
    public required string Location { get; init; }

    /// <summary>The last status told, by its name in OCPP.</summary>
    public required string Status { get; init; }

    /// <summary>Since when, by the charger's clock.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Attempts that have failed.</summary>
    public int FailedAttempts { get; init; }

    /// <summary>Attempts that may still follow.</summary>
    public int RetriesLeft { get; init; }

    /// <summary>Bytes sent; null until all of the file has been.</summary>
    public long? Bytes { get; init; }

    /// <summary>What happened last, in one line; empty when there is nothing to say.</summary>
    public string Detail { get; init; } = "";
}
