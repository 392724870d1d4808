using Ocpp;
using Ocpp.V16;

namespace ChargePoints;

// Smart charging is made with the first profile and goes with the last.
public sealed partial class ChargePoint
{
    internal SmartCharging? SmartCharging { get; private set; }

    internal IReadOnlyList<InstalledProfile> InstalledProfiles => SmartCharging?.Profiles ?? [];

    /// <summary>These profiles are installed from now on, and no others; the meters follow in this step.</summary>
    internal void InstallProfiles(InstalledProfile[] profiles)
    {
        SmartCharging ??= new(this, []);
        SmartCharging.Replace(profiles);
    }

    /// <summary>A TxProfile ends with its transaction (OCPP 1.6 §3.13.1).</summary>
    internal void RemoveTxProfiles(Transaction transaction)
    {
        if (InstalledProfiles.Any(installed => installed.TransactionKey == transaction.Key))
        {
            InstallProfiles([.. InstalledProfiles.Where(installed => installed.TransactionKey != transaction.Key)]);
        }
    }

    /// <summary>The instant at which the charger's clock shows these UTC ticks.</summary>
    internal Instant InstantOf(long clockTicks)
    {
        Int128 ticks = (Int128)clockTicks - ClockError.Ticks;
        return ticks >= Instant.Never.Ticks ? Instant.Never : new((long)Int128.Max(ticks, 0));
    }

    private void SettleLimits()
    {
        if (SmartCharging is null)
        {
            return;
        }
        SmartCharging.Settle();
        if (SmartCharging.Profiles.Count == 0 && Power.IsRunning)
        {
            SmartCharging = null;
        }
    }

    private void RestoreProfiles(DurableState saved)
    {
        if (!Has(FeatureProfile.SmartCharging))
        {
            // Its owner has taken smart charging away: a CSMS could neither see nor clear them.
            return;
        }
        // A connector, or a transaction, may have gone since.
        InstalledProfile[] profiles =
        [
            .. saved.ChargingProfiles.Where(installed =>
                installed.ConnectorId <= Connectors.Length
                && (installed.TransactionKey == 0 || Transactions.Find(installed.TransactionKey) is { Running: true })
            ),
        ];
        if (profiles.Length > 0)
        {
            SmartCharging = new(this, profiles);
        }
    }
}
