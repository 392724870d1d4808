using System.Text.Json;
using ChargePoints;
using Server.Storage;
using Simulation;

namespace Server.Chargers;

/// <summary>From a charger's rows to what the simulation makes a charger of.</summary>
internal static class Definitions
{
    /// <summary>Stands in where a charger has no CSMS; such a charger is never started.</summary>
    private static readonly Uri Nowhere = new("ws://no-csms.invalid/");

    public static ChargerDefinition Of(ChargerRow row, string? effectiveUrl, Uri? secureUrl = null)
    {
        var chargePoint = ChargePoint(row, ReadConfiguration(row));
        return new()
        {
            ChargePoint = chargePoint,
            SiteId = row.LocationId,
            Link = new LinkSettings
            {
                CsmsUrl = effectiveUrl is null ? Nowhere : new Uri(effectiveUrl),
                SecureCsmsUrl = secureUrl,
                MaxReconnectAttempts = row.MaxReconnectAttempts,
                MaxReconnectTime = row.MaxReconnectMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null,
                OffersSubprotocol = !chargePoint.Has(Quirk.MissingSubprotocolHeader),
            },
        };
    }

    public static ChargePointSettings ChargePoint(ChargerRow row, IReadOnlyDictionary<string, string> configuration) =>
        new()
        {
            Id = row.Id,
            Vendor = row.Vendor,
            Model = row.Model,
            SerialNumber = row.SerialNumber,
            FirmwareVersion = row.FirmwareVersion,
            AuthorizeBeforeStart = row.AuthorizeBeforeStart,
            BootOnReconnect = row.BootOnReconnect,
            BackupPower = row.BackupPower,
            ResumeAfterPowerLoss = row.ResumeAfterPowerLoss,
            Quirks = QuirkList.Read(row.Quirks),
            Configuration = configuration,
            Evses =
            [
                .. row.Evses.Select(evse => new EvseSettings
                {
                    Id = evse.Id,
                    CurrentType = evse.CurrentType,
                    ConnectorType = evse.ConnectorType,
                    MaxPowerW = evse.MaxPowerW,
                    Phases = evse.Phases,
                    VoltageV = evse.VoltageV,
                    Cable = evse.Cable,
                }),
            ],
        };

    public static Dictionary<string, string> ReadConfiguration(ChargerRow row) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(row.Configuration)!;

    /// <summary>The password that its owner has given a charger.</summary>
    public static DurableSecrets SecretsOf(ChargerRow row) =>
        new() { AuthorizationKey = ReadConfiguration(row).GetValueOrDefault("AuthorizationKey") };

    /// <summary>The defaults of a charge point's configuration.</summary>
    public static ConfigurationView ConfigurationOf(ChargePointSettings settings) =>
        ConfigurationView.Default(ConfigurationShape.Of(settings));
}
