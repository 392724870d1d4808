using ChargePoints;
using Ocpp;

namespace Simulation.Transfers;

/// <summary>The file of GetLog with SecurityLog: the security events of a charger, one a line (security whitepaper §5).</summary>
internal static class SecurityLogFile
{
    public static byte[] Compose(SimulatedCharger charger, Upload upload)
    {
        var snapshot = charger.Snapshot;
        var file = new TextFile(snapshot);
        file.Line($"Security log of {charger.Id}");
        file.Line();
        foreach (var entry in snapshot.Security?.Events ?? [])
        {
            var at = Instant.FromUtc(entry.Timestamp) - snapshot.ClockOffset;
            if ((upload.From is null || at >= upload.From) && (upload.To is null || at <= upload.To))
            {
                file.Line(
                    $"{Instant.FromUtc(entry.Timestamp)} {entry.Sequence} {entry.Type} {entry.TechInfo}".TrimEnd()
                );
            }
        }
        return file.ToBytes();
    }
}
