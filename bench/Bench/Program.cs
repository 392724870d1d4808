using System.CommandLine;
using Bench;

var server = new Option<string>("--server")
{
    Description = "The published simulator: path of Server.dll.",
    DefaultValueFactory = _ => Path.Combine("src", "Server", "bin", "Release", "net10.0", "Server.dll"),
};
var sizes = new Option<int[]>("--n")
{
    Description = "Fleet sizes to measure, one after the other.",
    DefaultValueFactory = _ => [100, 1000, 5000],
    AllowMultipleArgumentsPerToken = true,
};
var seconds = new Option<int>("--seconds")
{
    Description = "Length of the steady state that CPU and messages are measured over.",
    DefaultValueFactory = _ => 60,
};
var fleet = new Command(
    "fleet",
    "The simulator against a null CSMS, and bare sockets sending the same frames beside it."
)
{
    server,
    sizes,
    seconds,
};
fleet.SetAction(
    (parsed, stop) =>
        FleetBenchmark.RunAsync(
            parsed.GetRequiredValue(server),
            parsed.GetRequiredValue(sizes),
            TimeSpan.FromSeconds(parsed.GetRequiredValue(seconds)),
            stop
        )
);

var switched = new Option<int>("--n")
{
    Description = "Running chargers in each of the two locations.",
    DefaultValueFactory = _ => 500,
};
var switches = new Option<int>("--switches")
{
    Description = "How often the active location changes; every fifth time the former is kept running.",
    DefaultValueFactory = _ => 20,
};
var switching = new Command(
    "switch",
    "From one location with running chargers and transactions to another and back, against the embedded CSMS."
)
{
    server,
    switched,
    switches,
};
switching.SetAction(
    (parsed, stop) =>
        SwitchBenchmark.RunAsync(
            parsed.GetRequiredValue(server),
            parsed.GetRequiredValue(switched),
            parsed.GetRequiredValue(switches),
            stop
        )
);

var imported = new Option<int>("--n")
{
    Description = "Chargers in the file, with two EVSEs each.",
    DefaultValueFactory = _ => 10_000,
};
var importing = new Command(
    "import",
    "Files of many chargers, created, unchanged and changed, while others run in another location and have transactions."
)
{
    server,
    imported,
};
importing.SetAction(
    (parsed, stop) => ImportBenchmark.RunAsync(parsed.GetRequiredValue(server), parsed.GetRequiredValue(imported), stop)
);

var scraped = new Option<int[]>("--n")
{
    Description = "Fleet sizes to measure, one after the other.",
    DefaultValueFactory = _ => [100, 10_000],
    AllowMultipleArgumentsPerToken = true,
};
var scraping = new Command("scrape", "What GET /metrics costs while chargers are connected to the null CSMS.")
{
    server,
    scraped,
};
scraping.SetAction(
    (parsed, stop) => ScrapeBenchmark.RunAsync(parsed.GetRequiredValue(server), parsed.GetRequiredValue(scraped), stop)
);

var nullCsms = new Command(
    "null-csms",
    "A CSMS that answers everything and keeps nothing; 'fleet' starts it by itself."
);
nullCsms.SetAction((_, stop) => NullCsms.RunAsync(stop));

var port = new Option<int>("--port") { Required = true, Description = "Port of the null CSMS on loopback." };
var connections = new Option<int>("--connections") { Required = true, Description = "Sockets to open." };
var frames = new Option<int>("--frames")
{
    Required = true,
    Description = "MeterValues frames per socket and interval.",
};
var interval = new Option<int>("--interval")
{
    Required = true,
    Description = "Seconds between a socket's MeterValues.",
};
var frame = new Option<string>("--frame") { Required = true, Description = "File with the frame to send." };
var bare = new Command("bare-sockets", "The floor: sockets that send the same frames and do nothing else.")
{
    port,
    connections,
    frames,
    interval,
    frame,
};
bare.SetAction(
    (parsed, stop) =>
        BareSockets.RunAsync(
            parsed.GetRequiredValue(port),
            parsed.GetRequiredValue(connections),
            parsed.GetRequiredValue(frames),
            TimeSpan.FromSeconds(parsed.GetRequiredValue(interval)),
            File.ReadAllBytes(parsed.GetRequiredValue(frame)),
            stop
        )
);

return await new RootCommand("What the figures in the README come from.")
{
    fleet,
    switching,
    importing,
    scraping,
    nullCsms,
    bare,
}
    .Parse(args)
    .InvokeAsync();
