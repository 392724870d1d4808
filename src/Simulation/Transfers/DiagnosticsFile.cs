using System.Text;
using ChargePoints;
using Ocpp;
using Simulation.Logs;

namespace Simulation.Transfers;

/// <summary>
/// The diagnostics file: what the charger is, how it stands, and its log. No secrets: passwords and keys are in none of the parts that
/// it is made of, nor in the frames of its log.
/// </summary>
internal static class DiagnosticsFile
{
    // Parts of the saved state that anybody may see. The configuration is shown as OCPP shows it, firmware and uploads without the
    // passwords of their locations.
    private static readonly DurableParts[] Shown =
    [
        DurableParts.Counters,
        DurableParts.Availability,
        DurableParts.Registers,
        DurableParts.Transactions,
        DurableParts.AuthorizationCache,
        DurableParts.Connectors,
        DurableParts.LocalAuthList,
        DurableParts.Reservations,
        DurableParts.ChargingProfiles,
        DurableParts.Certificates,
        DurableParts.SecurityEvents,
    ];

    /// <summary>The file as of now.</summary>
    /// <param name="charger">The charger; read as any other thread reads it.</param>
    /// <param name="upload">Which lines of the log.</param>
    /// <param name="state">Its durable state.</param>
    /// <param name="now">When it was asked for.</param>
    public static byte[] Compose(SimulatedCharger charger, Upload upload, DurableState state, Instant now)
    {
        var snapshot = charger.Snapshot;
        var file = new TextFile(snapshot);
        file.Line($"Diagnostics of {charger.Id} at {file.Clock(now)}");
        Settings(file, charger.Definition.ChargePoint, snapshot);
        Configuration(file, charger.Configuration);
        Status(file, charger, snapshot, now);
        Firmware(file, snapshot);
        Queue(file, state);
        Saved(file, state);
        file.Section("Log");
        foreach (
            var entry in charger.Log.Read(int.MaxValue, null, new LogFilter { From = upload.From, To = upload.To })
        )
        {
            file.Entry(entry);
        }
        return file.ToBytes();
    }

    private static void Settings(TextFile file, ChargePointSettings settings, ChargePointSnapshot snapshot)
    {
        file.Section("Charge point");
        file.Line($"vendor {settings.Vendor}, model {settings.Model}, serial number {settings.SerialNumber}");
        file.Line($"firmware {snapshot.FirmwareVersion}");
        file.Line($"clock offset {snapshot.ClockOffset.TotalSeconds:0.###} s");
        foreach (var evse in settings.Evses)
        {
            var phases = evse.CurrentType == CurrentType.AC ? $"{evse.Phases} phases, " : "";
            file.Line(
                $"EVSE {evse.Id}: {evse.CurrentType} {evse.ConnectorType}, {evse.MaxPowerW} W, {phases}{evse.VoltageV} V, {evse.Cable}"
            );
        }
    }

    private static void Configuration(TextFile file, ConfigurationView configuration)
    {
        file.Section("Configuration");
        foreach (var key in configuration.All())
        {
            file.Line($"{key.Key} = {key.Value}{(key.Readonly ? " (read-only)" : "")}");
        }
    }

    private static void Status(TextFile file, SimulatedCharger charger, ChargePointSnapshot snapshot, Instant now)
    {
        file.Section("Status");
        file.Line($"link {charger.Link.State} {charger.Link.Detail}");
        file.Line($"registration {snapshot.Registration?.ToString() ?? "none"}");
        file.Line($"connector 0: {snapshot.Status} {snapshot.ErrorCode}");
        foreach (var evse in snapshot.Evses)
        {
            file.Line(
                $"connector {evse.Id}: {evse.Status} {evse.ErrorCode} {evse.Info} {evse.PowerW:0.#} W, {evse.EnergyMilliWhAt(now) / 1000} Wh, limit {evse.LimitW:0.#} W"
            );
            if (evse.Transaction is { } transaction)
            {
                file.Line(
                    $"  transaction {transaction.Id?.ToString() ?? "without id"} of {transaction.IdTag} since {transaction.StartedAt:O}, from {transaction.MeterStartWh} Wh"
                );
            }
        }
    }

    private static void Firmware(TextFile file, ChargePointSnapshot snapshot)
    {
        if (snapshot.Firmware is { } firmware)
        {
            file.Section("Firmware update");
            file.Line($"{firmware.Phase} since {firmware.Since:O}, from {firmware.Location}");
            file.Line($"version {firmware.Version}, {firmware.Bytes} bytes, {firmware.FailedAttempts} failed attempts");
            file.Line(firmware.Detail);
        }
        Upload(file, "Upload of diagnostics", snapshot.Uploads?.Diagnostics);
        Upload(file, "Upload of a log", snapshot.Uploads?.Log);
    }

    private static void Upload(TextFile file, string title, UploadSnapshot? upload)
    {
        if (upload is not null)
        {
            file.Section(title);
            file.Line($"{upload.FileName} to {upload.Location}, {upload.Status} since {upload.Since:O}");
            file.Line($"{upload.FailedAttempts} failed attempts {upload.Detail}".TrimEnd());
        }
    }

    private static void Queue(TextFile file, DurableState state)
    {
        file.Section($"Transaction messages that wait: {state.Messages.Count}");
        foreach (var message in state.Messages)
        {
            file.Line(
                $"{message.Sequence} {message.Action} {message.MessageId}, {message.Attempts} failed attempts, {message.Payload.Length} bytes"
            );
        }
    }

    private static void Saved(TextFile file, DurableState state)
    {
        foreach (var part in Shown)
        {
            file.Section($"Saved {part}");
            file.Line(Encoding.UTF8.GetString(state.Write(part)));
        }
    }
}
