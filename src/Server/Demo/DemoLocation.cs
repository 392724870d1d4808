using Server.Locations;
using Server.Storage;
using Server.Templates;

namespace Server.Demo;

/// <summary>What an empty database is filled with.</summary>
internal static class DemoLocation
{
    private const string Id = "riverside";

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
        .. Of("tidewater-twin-22", "RIV-AC-01", "RIV-AC-02", "RIV-AC-03", "RIV-AC-04"),
        .. Of("tidewater-solo-11", "RIV-AC-05", "RIV-AC-06"),
        .. Of("tidewater-solo-7", "RIV-AC-07", "RIV-AC-08"),
        .. Of("tidewater-rapid-50", "RIV-DC-01"),
        .. Of("tidewater-rapid-150", "RIV-DC-02"),
        .. Of("tidewater-rapid-300", "RIV-DC-03", "RIV-DC-04"),
    ];

    /// <summary>True for a charger or a vehicle of the demo; others in its location are somebody's own.</summary>
    public static bool IsOurs(string id) => Ids.Contains(id);

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

    private static readonly HashSet<string> Ids =
    [
        .. Chargers.Select(charger => charger.Id),
        .. Vehicles.Select(vehicle => vehicle.Id),
    ];

    private static IEnumerable<ChargerRow> Of(string model, params string[] ids) =>
        ids.Select(id => ModelLibrary.Find(model)!.Make(id, Id) with { Running = true });

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
