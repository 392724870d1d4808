using System.Text.Json.Serialization;
using ChargePoints;
using Microsoft.AspNetCore.Http.HttpResults;
using Server.Api;
using Server.Roster;

namespace Server.Chargers;

/// <summary>/chargers/{id}/firmware and /chargers/{id}/diagnostics: what the CSMS has asked for, and what became of it.</summary>
internal static class FirmwareApi
{
    public static void MapFirmware(this IEndpointRouteBuilder app)
    {
        var charger = app.MapGroup("/chargers/{id}").WithTags("Firmware");
        charger
            .MapGet("/firmware", Firmware)
            .WithName("getFirmware")
            .WithSummary("The firmware that runs, and the last update")
            .Problems(404);
        charger
            .MapGet("/diagnostics", Uploads)
            .WithName("getDiagnostics")
            .WithSummary("The last uploads of diagnostics and of logs")
            .Problems(404);
    }

    private static Results<Ok<Firmware>, ProblemHttpResult> Firmware(ChargerRoster roster, string id) =>
        roster.TryGet(id, out var charger)
            ? TypedResults.Ok(new Firmware(charger.Unit.Snapshot.FirmwareVersion, View(charger.Unit.Snapshot.Firmware)))
            : Problem.UnknownCharger(id);

    private static Results<Ok<FileUploads>, ProblemHttpResult> Uploads(ChargerRoster roster, string id) =>
        roster.TryGet(id, out var charger)
            ? TypedResults.Ok(
                new FileUploads(
                    View(charger.Unit.Snapshot.Uploads?.Diagnostics),
                    View(charger.Unit.Snapshot.Uploads?.Log)
                )
            )
            : Problem.UnknownCharger(id);

    private static FirmwareUpdate? View(FirmwareSnapshot? update) =>
        update is null
            ? null
            : new FirmwareUpdate
            {
                Phase = (FirmwareUpdatePhase)update.Phase,
                Since = update.Since,
                RequestId = update.RequestId,
                Location = update.Location,
                RetrieveAt = update.RetrieveAt,
                InstallAt = update.InstallAt,
                FailedAttempts = update.FailedAttempts,
                RetriesLeft = update.RetriesLeft,
                Bytes = update.Bytes,
                Version = update.Version,
                Detail = update.Detail.Length > 0 ? update.Detail : null,
                Statuses = [.. update.Statuses.Select(it => new FirmwareStatusTime(it.Time, it.Status))],
            };

    private static FileUpload? View(UploadSnapshot? upload) =>
        upload is null
            ? null
            : new FileUpload
            {
                Content = (FileContent)upload.Content,
                RequestId = upload.RequestId,
                FileName = upload.FileName,
                Location = upload.Location,
                Status = upload.Status,
                Since = upload.Since,
                FailedAttempts = upload.FailedAttempts,
                RetriesLeft = upload.RetriesLeft,
                Bytes = upload.Bytes,
                Detail = upload.Detail.Length > 0 ? upload.Detail : null,
            };
}

/// <summary>A charger's firmware.</summary>
/// <param name="Version">The version that runs, as in BootNotification.</param>
/// <param name="Update">The last update; null before the first.</param>
public sealed record Firmware(string? Version, FirmwareUpdate? Update);

/// <summary>A firmware update, under way or over.</summary>
public sealed record FirmwareUpdate
{
    /// <summary>How far it has come.</summary>
    public required FirmwareUpdatePhase Phase { get; init; }

    /// <summary>Since when, by the charger's clock.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>The id of a SignedUpdateFirmware; null for a plain UpdateFirmware.</summary>
    public required int? RequestId { get; init; }

    /// <summary>Where the file is, without name and password.</summary>
    public required string Location { get; init; }

    /// <summary>Not fetched before.</summary>
    public required DateTimeOffset RetrieveAt { get; init; }

    /// <summary>Not installed before; null when no date was named.</summary>
    public required DateTimeOffset? InstallAt { get; init; }

    /// <summary>Attempts at the download that have failed.</summary>
    public required int FailedAttempts { get; init; }

    /// <summary>Attempts that may still follow.</summary>
    public required int RetriesLeft { get; init; }

    /// <summary>Size of the file; null before it has been fetched.</summary>
    public required long? Bytes { get; init; }

    /// <summary>The version that the file brings; null before it has been fetched.</summary>
    public required string? Version { get; init; }

    /// <summary>What happened last, in one line; null when there is nothing to say.</summary>
    public required string? Detail { get; init; }

    /// <summary>The statuses for the CSMS so far, in order.</summary>
    public required IReadOnlyList<FirmwareStatusTime> Statuses { get; init; }
}

/// <summary>A status that is told to the CSMS: at once, or when the charger is online again.</summary>
/// <param name="Time">When it was reached, by the charger's clock.</param>
/// <param name="Status">Its name in OCPP.</param>
public sealed record FirmwareStatusTime(DateTimeOffset Time, string Status);

/// <summary>How far a firmware update has come.</summary>
public enum FirmwareUpdatePhase
{
    /// <summary>Waits for its retrieve date.</summary>
    [JsonStringEnumMemberName("scheduled")]
    Scheduled,

    /// <summary>Being fetched, or between two attempts.</summary>
    [JsonStringEnumMemberName("downloading")]
    Downloading,

    /// <summary>Fetched; waits for its install date.</summary>
    [JsonStringEnumMemberName("install-scheduled")]
    InstallScheduled,

    /// <summary>Waits for running transactions; no new ones start.</summary>
    [JsonStringEnumMemberName("waiting-for-transactions")]
    WaitingForTransactions,

    /// <summary>Being installed.</summary>
    [JsonStringEnumMemberName("installing")]
    Installing,

    /// <summary>Installed; the charger restarts.</summary>
    [JsonStringEnumMemberName("restarting")]
    Restarting,

    /// <summary>Done.</summary>
    [JsonStringEnumMemberName("installed")]
    Installed,

    /// <summary>Given up fetching.</summary>
    [JsonStringEnumMemberName("download-failed")]
    DownloadFailed,

    /// <summary>The signature does not match the file.</summary>
    [JsonStringEnumMemberName("invalid-signature")]
    InvalidSignature,

    /// <summary>Could not be installed; the old firmware goes on.</summary>
    [JsonStringEnumMemberName("installation-failed")]
    InstallationFailed,

    /// <summary>Another update took its place.</summary>
    [JsonStringEnumMemberName("canceled")]
    Canceled,
}

/// <summary>The last uploads of a charger.</summary>
/// <param name="Diagnostics">Of GetDiagnostics; null before the first.</param>
/// <param name="Log">Of GetLog; null before the first.</param>
public sealed record FileUploads(FileUpload? Diagnostics, FileUpload? Log);

/// <summary>An upload, under way or over.</summary>
public sealed record FileUpload
{
    /// <summary>What is sent.</summary>
    public required FileContent Content { get; init; }

    /// <summary>The id of a GetLog; null for a GetDiagnostics.</summary>
    public required int? RequestId { get; init; }

    /// <summary>Under which name.</summary>
    public required string FileName { get; init; }

    /// <summary>Where to, without name and password.</summary>
    public required string Location { get; init; }

    /// <summary>The last status told to the CSMS, by its name in OCPP.</summary>
    public required string Status { get; init; }

    /// <summary>Since when, by the charger's clock.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Attempts that have failed.</summary>
    public required int FailedAttempts { get; init; }

    /// <summary>Attempts that may still follow.</summary>
    public required int RetriesLeft { get; init; }

    /// <summary>Bytes sent; null until all of the file has been.</summary>
    public required long? Bytes { get; init; }

    /// <summary>What happened last, in one line; null when there is nothing to say.</summary>
    public required string? Detail { get; init; }
}

/// <summary>Files that a charger sends.</summary>
public enum FileContent
{
    /// <summary>Log, settings, configuration and state.</summary>
    [JsonStringEnumMemberName("diagnostics")]
    Diagnostics,

    /// <summary>The log of security events.</summary>
    [JsonStringEnumMemberName("security-log")]
    SecurityLog,
}
