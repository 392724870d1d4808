using Microsoft.Extensions.DependencyInjection;
using Server.Demo;
using Server.Roster;
using Server.Storage;

namespace Server.Tests;

/// <summary>The drivers of the demo stay with the demo's chargers.</summary>
public sealed class DemoDriverTests(Simulator simulator) : IClassFixture<Simulator>
{
    [Fact]
    public async Task A_charger_that_somebody_has_added_to_the_location_is_left_alone()
    {
        // A location as that of the demo is, with one charger of each kind, both free.
        await simulator.OnlineAsync("MINE");
        await simulator.OnlineAsync("RIV-AC-01");
        var roster = simulator.App.Services.GetRequiredService<ChargerRoster>();
        roster.TryGet("MINE", out var mine).ShouldBeTrue();
        roster.TryGet("RIV-AC-01", out var demo).ShouldBeTrue();
        await Await.ForAsync(
            () => Task.FromResult(demo!.Unit.Snapshot),
            it => it.Registration == Ocpp.V16.RegistrationStatus.Accepted
        );

        List<VehicleRow> cars = [.. Enumerable.Range(0, 8).Select(Car)];
        await roster.CreateAsync(cars);
        foreach (var (car, number) in cars.Select((car, i) => (car, i)))
        {
            await new DemoDriver(roster, car, number, seed: 1).ActAsync();
        }

        demo!.Unit.Snapshot.Evses[0].Vehicle.ShouldNotBeNull();
        mine!.Unit.Snapshot.Evses[0].Vehicle.ShouldBeNull();
    }

    [Fact]
    public async Task A_car_that_somebody_has_added_has_no_driver_of_the_demo()
    {
        var roster = simulator.App.Services.GetRequiredService<ChargerRoster>();
        await roster.CreateAsync([Car(20), Car(21) with { Id = DemoLocation.Vehicles[0].Id }]);

        DemoDrivers.Of(roster, DemoLocation.Default.Id).Count.ShouldBe(1);
    }

    private static VehicleRow Car(int number) =>
        new()
        {
            Id = $"CAR{number}",
            LocationId = DemoLocation.Default.Id,
            IdTag = $"TAG{number}",
            Model = "Car",
            BatteryWh = 50_000,
            SocPercent = 20,
            MaxAcPowerW = 11_000,
            MaxDcPowerW = 50_000,
            Phases = 3,
            TaperFromPercent = 80,
        };
}
