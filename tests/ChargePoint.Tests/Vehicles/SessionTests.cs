namespace ChargePoints.Tests.Vehicles;

/// <summary>Sessions of the default car come out as those of the field: means over many seeds and arrivals.</summary>
public sealed class SessionTests
{
    private const int Sessions = 200;

    [Fact]
    public void A_median_home_session_of_7_5_kilowatt_hours_takes_about_an_hour() =>
        // DfT 2017: 7.5 kWh is the median at home.
        Mean(
                Charge.Home,
                charge => charge.MeteredWh >= 7_500,
                charge => charge.Lasted.TotalHours,
                new VehicleSettings
                {
                    Id = "EV",
                    MaxAcPowerW = 7_400,
                    Phases = 1,
                }
            )
            .ShouldBeInRange(1, 1.2);

    [Fact]
    public void A_public_session_of_8_4_kilowatt_hours_is_over_long_before_four_hours() =>
        // EVnetNL 2015: 8.4 kWh in the mean; Vattenfall 2025: charged within 4 h.
        Mean(Charge.Public, charge => charge.MeteredWh >= 8_400, charge => charge.Lasted.TotalHours)
            .ShouldBeInRange(0.7, 1);

    [Fact]
    public void Rapid_sessions_of_22_kilowatt_hours_take_about_half_an_hour() =>
        // US DOE: 42 min plugged in for 22 kWh, some of it idle.
        Mean(Charge.Rapid, charge => charge.MeteredWh >= 22_000, charge => charge.Lasted.TotalMinutes)
            .ShouldBeInRange(25, 42);

    [Fact]
    public void Rapid_sessions_in_the_cold_have_the_power_of_norway() =>
        // TØI 2017: 30.5 kW in the mean over the year, 20 min, 9.6 kWh; cars of those years had half of today's greatest power.
        Mean(
                Charge.Rapid,
                charge => charge.Lasted >= TimeSpan.FromMinutes(20),
                charge => charge.MeanW,
                new VehicleSettings
                {
                    Id = "EV",
                    MaxDcPowerW = 50_000,
                    BatteryTemperatureC = 5,
                }
            )
            .ShouldBeInRange(25_000, 40_000);

    private static double Mean(
        EvseSettings evse,
        Func<Charge, bool> over,
        Func<Charge, double> measure,
        VehicleSettings? car = null
    )
    {
        RandomStream random = RandomStream.For(1, "sessions", "arrival");
        double sum = 0;
        for (int i = 0; i < Sessions; i++)
        {
            VehicleSettings arriving = (car ?? new VehicleSettings { Id = "EV" }) with
            {
                SocPercent = random.NextDouble(10, 60),
            };
            sum += measure(new Charge(evse, arriving, (ulong)i).Until(over));
        }
        return sum / Sessions;
    }
}
