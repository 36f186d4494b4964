# Training, export and records. Included by the Makefile.
#
#   make train-all     splits, the four networks, their evaluation, files and records
#
# JETS is how many of the simulated jets are used in all, as published 340,000: 40,000 of them for
# testing, 20,000 for choosing the epoch, 280,000 for training. Runs lie under $(RUN); a stopped run goes on with its
# next epoch, and what is complete is not done again. Another value of JETS is another run.

NETWORKS := hbb-in-pythia hbb-in-pythia-8498 hbb-in-pythia-7178 hbb-in-pythia-2842
CATALOG ?= ../../catalog
JETS ?= 340000
TEST_JETS ?= 40000
VALIDATION_JETS ?= 20000
# At most; a control set stays below 6 MB, which leaves 2,618 jets of the largest network.
CONTROL_JETS ?= 3000
DEVICE ?= cpu
# Two networks at a time, one thread each: faster than one network on two threads.
TRAININGS ?= 2
NICE ?= nice -n 10
RUN := $(DATA)/runs/$(JETS)
SPLITS := $(RUN)/splits.json
TRAINED := $(NETWORKS:%=$(RUN)/%/training.json)
METHODS := k-fold random-files random-jets
METHOD_RESULTS := $(METHODS:%=$(RUN)/split-methods/%.json)
# How many files validate in the first two methods.
METHOD_FILES ?= 5

.PHONY: train-all train export evaluate records rewrite-records split-methods

## train-all: train the four networks, evaluate them, and write their files and records and the dataset's
train-all:
	$(MAKE) -j$(TRAININGS) train
	$(MAKE) evaluate records

## train: train the four networks (JETS=…, DEVICE=cpu or cuda)
train: $(TRAINED)

$(SPLITS): | $(INSTALLED)
	mkdir -p $(@D)
	$(PYTHON) -m src.models.split --data $(DATA) --out $@ --jets $(JETS) \
		--test $(TEST_JETS) --validation $(VALIDATION_JETS)

$(RUN)/%/training.json: config/%.toml $(SPLITS)
	$(NICE) $(PYTHON) -m src.models.train_model --config $< --data $(DATA) --splits $(SPLITS) \
		--out $(@D) --device $(DEVICE)
	touch $@

## export: ONNX in two forms and safetensors of every network, compared with PyTorch
export: $(NETWORKS:%=$(RUN)/%/exported/model.onnx)
$(RUN)/%/exported/model.onnx: $(RUN)/%/training.json src/models/export.py src/models/onnx_graph.py
	$(PYTHON) -m src.models.export --weights $(RUN)/$*/model.pt --out $(@D)

## evaluate: what every network reaches on the test set
evaluate: $(RUN)/evaluation.json
$(RUN)/evaluation.json: $(TRAINED) src/models/evaluate.py
	$(PYTHON) -m src.models.evaluate --runs $(RUN) --out $@

## records: files, control sets and records of finished runs into the catalogue
records: $(TRAINED)
	$(NICE) $(PYTHON) -m src.records.make_records --runs $(RUN) --data $(DATA) \
		--splits $(SPLITS) --catalog $(CATALOG) --control-jets $(CONTROL_JETS)

## rewrite-records: the texts of the records anew, from the files that the catalogue holds
rewrite-records: $(INSTALLED)
	$(PYTHON) -m src.records.rewrite_records --catalog $(CATALOG)

## split-methods: the baseline trained with the three ways of splitting of tables 5 and 7
split-methods: $(METHOD_RESULTS)

$(RUN)/split-methods/%.json: config/hbb-in-pythia.toml | $(INSTALLED)
	$(NICE) $(PYTHON) -m src.models.split_methods --method $* --config $< --data $(DATA) \
		--files $(METHOD_FILES) --device $(DEVICE) --out $@
