using System.Text.Json;
using ChargePoints;
using Server.Locations;
using Server.Storage;

namespace Server.Demo;

/// <summary>What an empty database is filled with.</summary>
internal static class DemoLocation
{
    private const string Id = "riverside";
    private const string AcMeasurands = "Energy.Active.Import.Register,Power.Active.Import,Current.Import,Voltage";
    private const string DcMeasurands = "Energy.Active.Import.Register,Power.Active.Import,Current.Import,Voltage,SoC";

    /// <summary>With --no-demo: an empty location.</summary>
    public static LocationRow Default { get; } =
        new()
        {
            Id = "default",
            Name = "Default",
            TimeZone = "UTC",
            State = LocationState.Active,
        };

    public static LocationRow Location { get; } =
        new()
        {
            Id = Id,
            Name = "Riverside car park (demo)",
            Address = "Quay 12, Rotterdam",
            Latitude = 51.9066,
            Longitude = 4.4885,
            TimeZone = "Europe/Amsterdam",
            GridLimitW = 630_000,
            State = LocationState.Active,
            Demo = true,
        };

    public static IReadOnlyList<ChargerRow> Chargers { get; } =
    [
        Ac("RIV-AC-01", "Twin 22", 2, 22_000, 3, CableKind.Socket),
        Ac("RIV-AC-02", "Twin 22", 2, 22_000, 3, CableKind.Socket),
        Ac("RIV-AC-03", "Twin 22", 2, 22_000, 3, CableKind.Socket),
        Ac("RIV-AC-04", "Twin 22", 2, 22_000, 3, CableKind.Socket),
        Ac("RIV-AC-05", "Solo 11", 1, 11_000, 3, CableKind.Fixed),
        Ac("RIV-AC-06", "Solo 11", 1, 11_000, 3, CableKind.Fixed),
        Ac("RIV-AC-07", "Solo 7", 1, 7_400, 1, CableKind.Socket),
        Ac("RIV-AC-08", "Solo 7", 1, 7_400, 1, CableKind.Socket),
        Dc("RIV-DC-01", "Rapid 50", 50_000, 400, "CCS2", "CHAdeMO"),
        Dc("RIV-DC-02", "Rapid 150", 150_000, 400, "CCS2"),
        Dc("RIV-DC-03", "Rapid 300", 300_000, 800, "CCS2", "CCS2"),
        Dc("RIV-DC-04", "Rapid 300", 300_000, 800, "CCS2", "CCS2"),
    ];

    /// <summary>True for a charger of the demo; others in its location are somebody's own.</summary>
    public static bool IsOurs(string chargerId) => Ids.Contains(chargerId);

    public static IReadOnlyList<VehicleRow> Vehicles { get; } =
    [
        Car(1, "City 42", 42_000, 7_400, 85_000, 1),
        Car(2, "City 42", 42_000, 7_400, 85_000, 1),
        Car(3, "City 36", 36_000, 6_600, 50_000, 1),
        Car(4, "Compact 58", 58_000, 11_000, 125_000, 3),
        Car(5, "Compact 58", 58_000, 11_000, 125_000, 3),
        Car(6, "Compact 58", 58_000, 11_000, 125_000, 3),
        Car(7, "Compact 77", 77_000, 11_000, 170_000, 3),
        Car(8, "Compact 77", 77_000, 11_000, 170_000, 3),
        Car(9, "Estate 64", 64_000, 11_000, 100_000, 3),
        Car(10, "Estate 64", 64_000, 11_000, 100_000, 3),
        Car(11, "Saloon 75", 75_000, 11_000, 250_000, 3),
        Car(12, "Saloon 75", 75_000, 11_000, 250_000, 3),
        Car(13, "Saloon 75", 75_000, 11_000, 250_000, 3),
        Car(14, "Tourer 93", 93_000, 22_000, 270_000, 3),
        Car(15, "Tourer 93", 93_000, 11_000, 270_000, 3),
        Car(16, "Van 68", 68_000, 11_000, 115_000, 3),
        Car(17, "Van 68", 68_000, 11_000, 115_000, 3),
        Car(18, "Hatch 52", 52_000, 22_000, 46_000, 3),
        Car(19, "Hatch 52", 52_000, 22_000, 0, 3),
        Car(20, "Plug-in 14", 14_000, 3_700, 0, 1),
    ];

    private static readonly HashSet<string> Ids = [.. Chargers.Select(charger => charger.Id)];

    private static ChargerRow Ac(string id, string model, int evses, double powerW, int phases, CableKind cable) =>
        Charger(
            id,
            model,
            AcMeasurands,
            [
                .. Enumerable
                    .Range(1, evses)
                    .Select(evse => new EvseRow
                    {
                        ChargerId = id,
                        Id = evse,
                        CurrentType = CurrentType.AC,
                        ConnectorType = "Type2",
                        MaxPowerW = powerW,
                        Phases = phases,
                        VoltageV = 230,
                        Cable = cable,
                    }),
            ]
        );

    private static ChargerRow Dc(string id, string model, double powerW, double voltageV, params string[] connectors) =>
        Charger(
            id,
            model,
            DcMeasurands,
            [
                .. connectors.Select(
                    (connector, i) =>
                        new EvseRow
                        {
                            ChargerId = id,
                            Id = i + 1,
                            CurrentType = CurrentType.DC,
                            ConnectorType = connector,
                            MaxPowerW = powerW,
                            Phases = 3,
                            VoltageV = voltageV,
                            Cable = CableKind.Fixed,
                        }
                ),
            ]
        );

    private static ChargerRow Charger(string id, string model, string measurands, IReadOnlyList<EvseRow> evses) =>
        new()
        {
            Id = id,
            LocationId = Id,
            Running = true,
            Vendor = "Tidewater",
            Model = model,
            SerialNumber = $"TW{model.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant()}{id[^2..]}",
            FirmwareVersion = "2.4.1",
            AuthorizeBeforeStart = true,
            BootOnReconnect = false,
            Configuration = JsonSerializer.Serialize(
                new Dictionary<string, string> { ["MeterValuesSampledData"] = measurands }
            ),
            Evses = evses,
        };

    private static VehicleRow Car(int number, string model, double batteryWh, double acW, double dcW, int phases) =>
        new()
        {
            Id = $"EV{number:00}",
            LocationId = Id,
            // Like the UID of a card, in hexadecimal.
            IdTag = $"04{0x5A31C7 + (number * 0x01F3D9):X6}{number:X2}",
            Model = model,
            BatteryWh = batteryWh,
            SocPercent = 15 + (number * 7 % 45),
            MaxAcPowerW = acW,
            MaxDcPowerW = dcW,
            Phases = phases,
            TaperFromPercent = 80,
        };
}
