using Ocpp;

namespace ChargePoints;

// Firmware management is made when it is first needed, and stays.
public sealed partial class ChargePoint
{
    private readonly Instant _made;

    internal FirmwareManagement? FirmwareManagement { get; private set; }

    /// <summary>The firmware version that runs; null when there is none.</summary>
    internal string? FirmwareVersion =>
        FirmwareManagement is { } firmware ? firmware.Version : Settings.FirmwareVersion;

    internal bool Has(Quirk quirk) => Settings.Quirks.Contains(quirk);

    internal FirmwareManagement MakeFirmwareManagement() => FirmwareManagement ??= new(this, null);

    /// <summary>The instant at which the charger's clock shows <paramref name="clock"/>.</summary>
    internal Instant InstantAt(DateTimeOffset clock) =>
        new(Math.Clamp(clock.UtcTicks - ClockError.Ticks, 0, Instant.Never.Ticks));

    /// <summary>When this was made, by the charger's clock: nothing is known of before.</summary>
    internal DateTimeOffset MadeAt => ClockAt(_made);

    private void SettleFirmware()
    {
        if (Power.IsServing)
        {
            FirmwareManagement?.Update?.Settle();
        }
        // One that gave way to other calls takes its place again.
        FirmwareManagement?.Notices.Pump();
    }

    private void RestoreFirmware(DurableState saved)
    {
        FirmwareManagement = saved.Firmware is { } firmware ? new(this, firmware) : null;
    }
}
